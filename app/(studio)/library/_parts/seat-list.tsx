'use client';
import { useMutation } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { LibraryEntry } from './library-list.tsx';

/** Which nodes sit on the licences; a seat can be given back. */
export function SeatList({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.seats');
  const format = useFormatter();
  const { deedId, seats } = entry;
  const free = useMutation(useTRPC().library.freeSeat.mutationOptions({ onSuccess: () => toast.success(t('freed')) }));
  return (
    <section className="rounded-md border border-line p-3 text-sm">
      <h3 className="mb-1 font-medium">{t('title', { used: seats.used.length, owned: seats.owned })}</h3>
      <ul className="divide-y divide-line">
        {seats.used.map(({ node, name, releasedAt, freeFrom }) => (
          <li key={node} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span title={node}>
              {name ?? shortAddress(node)}{' '}
              <span className="text-muted text-xs">
                {t('since', { when: format.dateTime(releasedAt, { dateStyle: 'medium' }) })}
              </span>
            </span>
            {freeFrom ? (
              <span className="text-muted text-xs">
                {t('freeFrom', { when: format.dateTime(freeFrom, { dateStyle: 'medium', timeStyle: 'short' }) })}
              </span>
            ) : (
              <ConfirmButton
                size="small"
                title={t('freeTitle')}
                lead={t('freeLead')}
                confirm={t('free')}
                disabled={free.isPending}
                onConfirm={() => free.mutate({ deedId, node })}
              >
                {t('free')}
              </ConfirmButton>
            )}
          </li>
        ))}
      </ul>
      {free.error && <Notice tone="bad">{free.error.message}</Notice>}
    </section>
  );
}
