'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { SelectField, TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { CapabilityList } from './capability-list.tsx';

/** Starts a plugin from a worked example. */
export function CreatePlugin({ templates }: { templates: RouterOutputs['plugin']['templates'] }) {
  const t = useTranslations('plugins');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === templateId);
  const [name, setName] = useState('');
  const create = useMutation(
    useTRPC().plugin.create.mutationOptions({ onSuccess: ({ id }) => router.push(`/plugins/${id}`) }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (template) create.mutate({ name: name || template.name, definition: template.definition });
  }

  return (
    <>
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {t('new')}
      </Button>
      <Dialog title={t('new')} description={t('createLead')} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={submit} className="space-y-4">
          <SelectField label={t('template')} value={templateId} onChange={(event) => setTemplateId(event.target.value)}>
            {templates.map(({ id, name: title, definition }) => (
              <option key={id} value={id}>
                {title} · {t(`kind.${definition.kind}`)}
              </option>
            ))}
          </SelectField>
          {template && (
            <div className="space-y-2 rounded-md bg-sunken p-3 text-sm">
              <p>{t(`kindLead.${template.definition.kind}`, { call: '{{plugin name "…"}}' })}</p>
              <CapabilityList capabilities={template.definition.capabilities} />
            </div>
          )}
          <TextField
            label={t('name')}
            placeholder={template?.name}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          {create.error && <Notice tone="bad">{create.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={create.isPending}>
            {t('create')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
