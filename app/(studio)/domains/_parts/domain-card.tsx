'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { RouterOutputs } from '#server/api/router.ts';

/** A domain in the list. */
export function DomainCard({ domain }: { domain: RouterOutputs['domain']['list']['domains'][number] }) {
  const t = useTranslations('domains');
  const { name, operator, mode, isOperated, isOffered, nodeCount, askedCount, componentCount } = domain;
  return (
    <Card className="relative h-full space-y-2 hover:border-accent">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 break-words font-semibold">
          <Link href={`/domains/${name}`} className="after:absolute after:inset-0">
            {name}
          </Link>
        </h2>
        <span className="flex flex-wrap gap-1">
          {isOperated && <Badge tone="accent">{t('badge.operated')}</Badge>}
          {isOffered && <Badge tone="warn">{t('badge.offered')}</Badge>}
          {isOperated && askedCount > 0 && <Badge tone="warn">{t('badge.asked', { count: askedCount })}</Badge>}
        </span>
      </div>
      <p className="text-muted text-sm">
        {t('card.nodes', { count: nodeCount })} · {t(`mode.${mode}`)}
      </p>
      <p className="text-muted text-sm">{t('card.components', { count: componentCount })}</p>
      <p className="text-muted text-xs">{t('card.operator', { address: shortAddress(operator) })}</p>
    </Card>
  );
}
