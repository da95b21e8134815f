'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { CreateDialog } from '#app/_ui/create-dialog.tsx';
import { TextField } from '#app/_ui/field.tsx';

/** Makes the one command that pairs a new node with this account. */
export function AddNode() {
  const t = useTranslations('nodes.add');
  const [name, setName] = useState('');
  const make = useMutation(useTRPC().node.createJoinToken.mutationOptions());
  const command = make.data && `npm run node -- --join '${make.data.gatewayUrl}#${make.data.token}'`;
  return (
    <CreateDialog
      button={t('button')}
      title={t('title')}
      lead={t('lead')}
      submit={t('make')}
      isPending={make.isPending}
      problem={make.error?.message}
      onSubmit={async () => {
        await make.mutateAsync({ nodeName: name });
        return null;
      }}
      result={command && <CodeBlock label={t('command')} code={command} />}
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
