'use client';
import { useTranslations } from 'next-intl';
import { SellOnButton } from '#app/_market/sell-on-button.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { LibraryEntry } from './library-list.tsx';

/** Selling licences on: those that last for ever, one lot a wallet. */
export function SellOn({ entry }: { entry: LibraryEntry }) {
  const t = useTranslations('library.sellOn');
  const lots = entry.holdings.filter(({ expiresAt, units }) => expiresAt === null && units > 0);
  if (lots.length === 0) return <p className="text-muted text-sm">{t('timed')}</p>;
  return (
    <div className="flex flex-wrap gap-2">
      {lots.map(({ account, scope, units }) => (
        <SellOnButton
          key={`${account}-${scope}`}
          name={entry.name}
          lot={{ kind: 'licence', deedId: entry.deedId, account, scope, units }}
        >
          {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: units })}
        </SellOnButton>
      ))}
    </div>
  );
}
