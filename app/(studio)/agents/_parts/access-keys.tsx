'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { CodeBlock } from '#app/_ui/code-block.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { TextField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';

/** Keys for a node's address on the gateway: make one (shown once), see and revoke the others. */
export function AccessKeys({ nodeId, onCreated }: { nodeId: string; onCreated: (key: string) => void }) {
  const t = useTranslations('agents.keys');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const list = useQuery(api.node.accessKeys.queryOptions({ nodeId }));
  const refresh = () => queries.invalidateQueries({ queryKey: api.node.accessKeys.queryKey({ nodeId }) });
  const create = useMutation(
    api.node.createAccessKey.mutationOptions({
      onSuccess: async ({ token }) => {
        onCreated(token);
        setName('');
        await refresh();
      },
    }),
  );
  const revoke = useMutation(api.node.revokeAccessKey.mutationOptions({ onSuccess: refresh }));

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate({ nodeId, name });
  }

  return (
    <div className="space-y-3">
      <p className="text-muted text-sm">{t('lead')}</p>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 flex-1">
          <TextField label={t('name')} required value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <Button type="submit" disabled={create.isPending}>
          {t('create')}
        </Button>
      </form>
      {create.error && <Notice tone="bad">{create.error.message}</Notice>}
      {create.data && (
        <Notice tone="good" title={t('shownOnce')}>
          <CodeBlock label={t('key')} code={create.data.token} isWrapped />
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {list.data?.map((key) => (
          <li key={key.id} className="flex items-center justify-between gap-2 py-2 text-sm">
            <span className="min-w-0 break-words">
              {key.name} · {key.prefix}… · {format.dateTime(key.createdAt, { dateStyle: 'medium' })} ·{' '}
              {key.usedAt ? t('used', { when: format.dateTime(key.usedAt, { dateStyle: 'medium' }) }) : t('unused')}
            </span>
            {key.revokedAt ? (
              <span className="text-muted">{t('revoked')}</span>
            ) : (
              <ConfirmButton
                size="small"
                tone="danger"
                aria-label={t('revokeOne', { name: key.name })}
                title={t('revokeOne', { name: key.name })}
                lead={t('revokeLead')}
                confirm={t('revoke')}
                onConfirm={() => revoke.mutate({ accessKeyId: key.id })}
              >
                {t('revoke')}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
