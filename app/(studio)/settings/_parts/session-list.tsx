'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { browserName } from './browser-name.ts';

/** The browsers that are signed in, each of which can be signed out. */
export function SessionList({ initial }: { initial: RouterOutputs['account']['sessions'] }) {
  const t = useTranslations('settings');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: sessions } = useQuery({ ...api.account.sessions.queryOptions(), initialData: initial });
  const revoke = useMutation(
    api.account.revokeSession.mutationOptions({
      onError: (error) => toast.error(error.message),
      onSuccess: () => queries.invalidateQueries({ queryKey: api.account.sessions.queryKey() }),
    }),
  );
  return (
    <Card>
      <CardHeading title={t('sessions')} />
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center justify-between gap-3 py-2 text-sm">
            <div className="min-w-0">
              <p className="break-words" title={session.userAgent}>
                {browserName(session.userAgent) ?? t('otherProgram')}
              </p>
              <p className="text-muted text-xs">
                {t('seen', { when: format.dateTime(session.seenAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
              </p>
            </div>
            {session.isCurrent ? (
              <Badge tone="accent">{t('thisOne')}</Badge>
            ) : (
              <Button size="small" onClick={() => revoke.mutate({ sessionId: session.id })} disabled={revoke.isPending}>
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
