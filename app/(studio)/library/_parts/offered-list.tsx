'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { CancelListing } from '#app/_market/cancel-listing.tsx';
import { Price } from '#app/_market/price.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { LibraryEntry } from './library-list.tsx';

/** Licences that the account offers to others, and what became of offers that nobody can take any more. */
export function OfferedList({ entry, onSent }: { entry: LibraryEntry; onSent: () => void }) {
  const t = useTranslations('library.offered');
  const format = useFormatter();
  return (
    <section className="rounded-md border border-line p-3 text-sm">
      <h3 className="mb-1 font-medium">{t('title')}</h3>
      <ul className="divide-y divide-line">
        {entry.offered.map(({ listingId, seller, scope, units, asset, price, expiresAt, isStale }) => (
          <li key={listingId} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div className="min-w-0">
              <p>
                {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: units })}{' '}
                <Price amount={price} asset={asset} />
              </p>
              <p className={isStale ? 'text-warn text-xs' : 'text-muted text-xs'}>
                {isStale ? t('stale') : t('until', { when: format.dateTime(expiresAt, { dateStyle: 'medium' }) })}
              </p>
            </div>
            {!isStale && <CancelListing {...{ listingId, seller }} name={entry.name} onDone={onSent} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
