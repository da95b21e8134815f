'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';

/** Names a new knowledge base and opens it. */
export function CreateKnowledge() {
  const t = useTranslations('knowledge.create');
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useMutation(useTRPC().knowledge.create.mutationOptions());
  return (
    <CreateDialog
      button={t('button')}
      title={t('title')}
      lead={t('lead')}
      submit={t('submit')}
      isPending={create.isPending}
      problem={create.error?.message}
      onSubmit={async () => `/knowledge/${(await create.mutateAsync({ name, description })).id}`}
    >
      <TextField
        label={t('name')}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('description')}
        maxLength={2000}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
    </CreateDialog>
  );
}
