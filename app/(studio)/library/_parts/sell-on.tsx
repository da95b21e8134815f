'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { SellOnButton } from '#app/_market/sell-on-button.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { LibraryEntry } from './library-list.tsx';

type Holding = LibraryEntry['holdings'][number];

/** Selling licences on, one lot a wallet; where they can't be, why, and from when they can. */
export function SellOn({ entry, onSent }: { entry: LibraryEntry; onSent: () => void }) {
  return (
    <ul className="space-y-2">
      {entry.holdings.map((holding) => (
        <li key={`${holding.account}-${holding.scope}`} className="flex flex-wrap items-center gap-2 text-sm">
          <Lot {...{ entry, holding, onSent }} />
          <Hindrance holding={holding} />
        </li>
      ))}
    </ul>
  );
}

function Lot({ entry, holding, onSent }: { entry: LibraryEntry; holding: Holding; onSent: () => void }) {
  const t = useTranslations('library.sellOn');
  const { account, scope, freeUnits } = holding;
  if (freeUnits === 0) return null;
  const isOffered = entry.offered.some(
    (one) => !one.isStale && one.seller === account && one.scope === scope && one.units > 0,
  );
  const lot = { kind: 'licence' as const, deedId: entry.deedId, account, scope, units: freeUnits };
  return (
    <SellOnButton name={entry.name} {...{ lot, isOffered, onSent }}>
      {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: freeUnits })}
    </SellOnButton>
  );
}

/** Why some or all of a holding stays where it is. */
function Hindrance({ holding }: { holding: Holding }) {
  const t = useTranslations('library.sellOn');
  const format = useFormatter();
  const { units, freeUnits, expiresAt, isSoulbound, lockedUntil, heldUnits } = holding;
  if (isSoulbound) return <span className="text-muted">{t('soulbound')}</span>;
  if (expiresAt) return <span className="text-muted">{t('timed')}</span>;
  if (freeUnits === units) return null;
  const count = units - freeUnits;
  const when = lockedUntil ? format.dateTime(lockedUntil, { dateStyle: 'medium', timeStyle: 'short' }) : '';
  return (
    <span className="text-muted">
      {lockedUntil && t('locked', { count, when })} {heldUnits > 0 && t('held', { count: heldUnits })}
    </span>
  );
}
