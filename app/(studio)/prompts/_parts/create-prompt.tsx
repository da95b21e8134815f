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
import { useCreateDialog } from '#app/_ui/use-create-dialog.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** Starts a prompt from a template. */
export function CreatePrompt({ templates }: { templates: RouterOutputs['prompt']['templates'] }) {
  const t = useTranslations('prompts');
  const router = useRouter();
  const [isOpen, setIsOpen] = useCreateDialog();
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === templateId);
  const [name, setName] = useState('');
  function leaveTo(id: string) {
    setIsOpen(false);
    router.push(`/prompts/${id}`);
  }
  const create = useMutation(useTRPC().prompt.create.mutationOptions({ onSuccess: ({ id }) => leaveTo(id) }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (template) create.mutate({ name: name || template.name, role: template.role, text: template.text });
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
            {templates.map(({ id, name: title, role }) => (
              <option key={id} value={id}>
                {title} · {t(`role.${role}`)}
              </option>
            ))}
          </SelectField>
          <p className="rounded-md bg-sunken p-3 text-sm">{template?.text}</p>
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
