'use client';
import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { useCreateDialog } from '#app/_ui/use-create-dialog.ts';

/** Makes the one command that pairs a new node with this account. */
export function AddNode() {
  const t = useTranslations('nodes.add');
  const [isOpen, setIsOpen] = useCreateDialog();
  const [name, setName] = useState('');
  const make = useMutation(useTRPC().node.createJoinToken.mutationOptions());

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ nodeName: name });
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
          {make.error && <Notice tone="bad">{make.error.message}</Notice>}
          <Button type="submit" tone="accent" disabled={make.isPending}>
            {t('make')}
          </Button>
          {make.data && (
            <CodeBlock
              label={t('command')}
              code={`npm run node -- --join '${make.data.gatewayUrl}#${make.data.token}'`}
            />
          )}
        </form>
      </Dialog>
    </>
  );
}
