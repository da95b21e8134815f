'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { KindIcon } from '#app/_market/kind-icon.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { deedKinds } from '#protocol/market/mint-terms.ts';
import type { DomainPage } from './domain-view.tsx';

/** What the nodes of a domain may run by the domain licences of its operator. */
export function DomainComponents({ domain: { components, isOperated } }: { domain: DomainPage }) {
  const t = useTranslations('domains.components');
  const market = useTranslations('market');
  const format = useFormatter();
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <p className="text-muted text-sm">{t(isOperated ? 'leadOwn' : 'lead')}</p>
      {components.length === 0 && (
        <p className="text-sm">
          {t('none')}{' '}
          {isOperated && (
            <Link href="/market" className="text-accent underline">
              {t('buy')}
            </Link>
          )}
        </p>
      )}
      <ul className="space-y-2 text-sm">
        {components.map(({ deedId, name, kind, expiresAt }) => (
          <li key={deedId} className="flex items-center gap-2">
            <KindIcon
              kind={deedKinds.find((one) => one === kind) ?? 'knowledge'}
              className="size-4 shrink-0 text-accent"
            />
            <Link href={`/market/${deedId}`} className="min-w-0 break-words text-accent underline">
              {name}
            </Link>
            <span className="text-muted">
              {market(`kind.${kind}`)}
              {expiresAt && `, ${t('until', { when: format.dateTime(expiresAt, { dateStyle: 'medium' }) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
