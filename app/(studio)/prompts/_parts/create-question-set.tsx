'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';

/** Starts a question set with its name. */
export function CreateQuestionSet() {
  const t = useTranslations('prompts.questions');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const create = useMutation(
    useTRPC().evaluation.createSet.mutationOptions({ onSuccess: ({ id }) => router.push(`/prompts/questions/${id}`) }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ name });
  }
  return (
    <>
      <Button tone="accent" onClick={() => setIsOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        {t('new')}
      </Button>
      <Dialog title={t('new')} description={t('lead')} isOpen={isOpen} onOpenChange={setIsOpen}>
        <form onSubmit={submit} className="space-y-4">
          <TextField
            label={t('name')}
            required
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
