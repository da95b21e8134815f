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

/** Names a new agent, chooses its model, and opens its form. */
export function CreateAgent({ models }: { models: { id: string; name: string }[] }) {
  const t = useTranslations('agents.create');
  const router = useRouter();
  const [isOpen, setIsOpen] = useCreateDialog();
  const [name, setName] = useState('');
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  function leaveTo(id: string) {
    setIsOpen(false);
    router.push(`/agents/${id}`);
  }
  const create = useMutation(useTRPC().agent.create.mutationOptions({ onSuccess: ({ id }) => leaveTo(id) }));

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ name, modelId });
  }

  return (
    <>
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {t('button')}
      </Button>
      <Dialog title={t('title')} description={t('lead')} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={submit} className="space-y-4">
          <TextField
            label={t('name')}
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField label={t('model')} value={modelId} onChange={(event) => setModelId(event.target.value)}>
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {model.name}
              </option>
            ))}
          </SelectField>
          {create.error && <Notice tone="bad">{create.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={create.isPending}>
            {t('submit')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
