'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';

/** Starts a question set with its name. */
export function CreateQuestionSet() {
  const t = useTranslations('prompts.questions');
  const [name, setName] = useState('');
  const create = useMutation(useTRPC().evaluation.createSet.mutationOptions());
  return (
    <CreateDialog
      button={t('new')}
      title={t('new')}
      lead={t('lead')}
      submit={t('create')}
      isPending={create.isPending}
      problem={create.error?.message}
      onSubmit={async () => `/prompts/questions/${(await create.mutateAsync({ name })).id}`}
    >
      <TextField
        label={t('name')}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </CreateDialog>
  );
}
