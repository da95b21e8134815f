'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Fold } from '#app/_ui/fold.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type OwnTrial = NonNullable<RouterOutputs['trial']['get']>;

/** The meter: newest answers and searches, without what was asked. */
export function TrialUses({ trial: { uses, searches } }: { trial: OwnTrial }) {
  const t = useTranslations('market.trial');
  const format = useFormatter();
  const time = (when: Date) => format.dateTime(when, { dateStyle: 'medium', timeStyle: 'short' });
  if (uses.length === 0 && searches.length === 0) return null;
  return (
    <Fold title={t('uses')}>
      <ul className="divide-y divide-line text-sm">
        {uses.map(({ kind, promptTokens, completionTokens, usedAt }) => (
          <li key={`${kind}-${usedAt.toISOString()}-${promptTokens}`} className="flex flex-wrap gap-x-3 py-1.5">
            <span>{t('answer', { promptTokens, completionTokens })}</span>
            <span className="text-muted text-xs">{time(usedAt)}</span>
          </li>
        ))}
        {searches.map(({ buyer, passages, newChunks, searchedAt }) => (
          <li key={`${buyer}-${searchedAt.toISOString()}`} className="flex flex-wrap gap-x-3 py-1.5">
            <span>
              {t('search', { passages, newChunks, buyer: buyer.startsWith('0x') ? shortAddress(buyer) : buyer })}
            </span>
            <span className="text-muted text-xs">{time(searchedAt)}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
