'use client';
import { ArrowDown, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { KindIcon } from '#app/_market/kind-icon.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { Page } from './component-view.tsx';

type Relative = Page['parents'][number];

/** What it was made from, and what was made from it; each share beside the line that it flows along. */
export function LineageGraph({ page }: { page: Page }) {
  const t = useTranslations('market.lineage');
  const { parents, usedBy, name, kind } = page;
  return (
    <Card>
      <CardHeading title={t('title')} />
      {parents.length + usedBy.length === 0 ? (
        <p className="text-muted text-sm">{t('none')}</p>
      ) : (
        <div className="grid items-center gap-3 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
          <Side label={t('parents')} none={t('noParents')} share="gets" relatives={parents} />
          <Arrow />
          <div className="flex items-center gap-2 rounded-md border-2 border-accent bg-accent-soft p-3 font-medium text-sm">
            <KindIcon kind={kind} />
            <span className="min-w-0 break-words">{name}</span>
          </div>
          <Arrow />
          <Side label={t('usedBy')} none={t('noUses')} share="gives" relatives={usedBy} />
        </div>
      )}
    </Card>
  );
}

function Arrow() {
  return (
    <span aria-hidden="true" className="text-muted">
      <ArrowRight className="hidden size-5 md:block" />
      <ArrowDown className="mx-auto size-5 md:hidden" />
    </span>
  );
}

interface SideProps {
  label: string;
  none: string;
  /** Which way the share flows. */
  share: 'gets' | 'gives';
  relatives: Relative[];
}

function Side({ label, none, share, relatives }: SideProps) {
  const t = useTranslations('market.lineage');
  return (
    <div className="min-w-0 self-start md:self-center">
      <h3 className="mb-1 font-medium text-muted text-xs">{label}</h3>
      {relatives.length === 0 && <p className="text-muted text-sm">{none}</p>}
      <ul className="space-y-1.5">
        {relatives.map(({ deedId, name, kind, bps }) => (
          <li key={deedId} className="rounded-md border border-line p-2 text-sm">
            <Link href={`/market/${deedId}`} className="flex items-center gap-2 text-accent underline">
              {kind && <KindIcon kind={kind} />}
              <span className="min-w-0 break-words">{name}</span>
            </Link>
            <span className="text-muted text-xs">{t(share, { share: bps / 10_000 })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
