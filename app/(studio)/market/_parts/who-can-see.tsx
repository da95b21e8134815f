'use client';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '#app/_ui/card.tsx';
import type { Page } from './component-view.tsx';

/** Who can read the text, what is public for ever, and what is kept, in plain words. */
export function WhoCanSee({ page }: { page: Page }) {
  const t = useTranslations('market.see');
  const lines = linesOf(page);
  return (
    <Card>
      <h2 className="mb-3 flex items-center gap-2 font-semibold text-base">
        <Eye className="size-4" aria-hidden="true" /> {t('title')}
      </h2>
      <dl className="space-y-2 text-sm">
        {lines.map((line) => (
          <div key={line}>
            <dt className="font-medium">{t(`${line}.who`)}</dt>
            <dd className="text-muted">{t(`${line}.what`)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function linesOf({ kind, preset, isPrivate, isHosted, canTry }: Page): string[] {
  const content = isPrivate ? ['creator', 'buyers', ...(kind === 'dataset' ? [] : ['nodes'])] : ['everybody'];
  const readers = preset === 'hosted' ? ['creator', ...(isHosted ? ['searchers'] : [])] : content;
  return [...readers, ...(canTry ? ['triers'] : []), 'chain'];
}
