'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { Page } from './component-view.tsx';

const shown = 10;

/** Who holds licences, as the chain shows it to everybody. */
export function HolderCard({ page }: { page: Page }) {
  const t = useTranslations('market.holders');
  const format = useFormatter();
  const { holders } = page;
  return (
    <Card>
      <CardHeading title={t('title')} />
      {holders.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {holders.slice(0, shown).map(({ account, scope, units, expiresAt, hasEnded }) => (
          <li key={`${account}-${scope}`} className="flex flex-wrap justify-between gap-2 py-2 text-sm">
            <Link href={`/creators/${account}`} className="font-mono text-accent text-xs underline" title={account}>
              {shortAddress(account)}
            </Link>
            <span className="text-muted text-xs">
              {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: units })}
              {expiresAt &&
                ` · ${t(hasEnded ? 'ended' : 'until', { when: format.dateTime(expiresAt, { dateStyle: 'medium' }) })}`}
            </span>
          </li>
        ))}
      </ul>
      {holders.length > shown && <p className="text-muted text-xs">{t('more', { count: holders.length - shown })}</p>}
    </Card>
  );
}
