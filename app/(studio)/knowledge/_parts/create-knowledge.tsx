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
import { useCreateDialog } from '#app/_ui/use-create-dialog.ts';

/** Names a new knowledge base and opens it. */
export function CreateKnowledge() {
  const t = useTranslations('knowledge.create');
  const router = useRouter();
  const [isOpen, setIsOpen] = useCreateDialog();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  function leaveTo(id: string) {
    setIsOpen(false);
    router.push(`/knowledge/${id}`);
  }
  const create = useMutation(useTRPC().knowledge.create.mutationOptions({ onSuccess: ({ id }) => leaveTo(id) }));

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ name, description });
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
          <TextField
            label={t('description')}
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
          {create.error && <Notice tone="bad">{create.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={create.isPending}>
            {t('submit')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
