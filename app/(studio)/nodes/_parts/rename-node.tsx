'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { TextField } from '#app/_ui/field.tsx';

/** Gives a node another name. */
export function RenameNode({ nodeId, name: given }: { nodeId: string; name: string }) {
  const t = useTranslations('nodes.rename');
  const router = useRouter();
  const [name, setName] = useState(given);
  const rename = useMutation(useTRPC().node.rename.mutationOptions({ onSuccess: () => router.refresh() }));

  function submit(event: FormEvent) {
    event.preventDefault();
    rename.mutate({ nodeId, name });
  }

  return (
    <Card>
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            label={t('label')}
            required
            maxLength={120}
            value={name}
            error={rename.error?.message}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={rename.isPending || name === given}>
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
