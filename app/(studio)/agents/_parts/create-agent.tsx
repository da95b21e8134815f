'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';

/** Names a new agent, chooses its model, and opens its form. */
export function CreateAgent({ models }: { models: { id: string; name: string }[] }) {
  const t = useTranslations('agents.create');
  const [name, setName] = useState('');
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  const create = useMutation(useTRPC().agent.create.mutationOptions());
  return (
    <CreateDialog
      button={t('button')}
      title={t('title')}
      lead={t('lead')}
      submit={t('submit')}
      isPending={create.isPending}
      problem={create.error?.message}
      onSubmit={async () => `/agents/${(await create.mutateAsync({ name, modelId })).id}`}
    >
      <TextField
        label={t('name')}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <NamedSelect label={t('model')} value={modelId} onChange={setModelId} options={models} />
    </CreateDialog>
  );
}
