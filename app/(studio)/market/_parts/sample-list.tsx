'use client';
import { useTranslations } from 'next-intl';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { Page } from './component-view.tsx';

/** Passages or rows that its creator shows to everybody, as the text they are. */
export function SampleList({ samples }: { samples: Page['samples'] }) {
  const t = useTranslations('market.page');
  return (
    <Card>
      <CardHeading title={t('samples')} />
      {samples.length === 0 && <p className="text-muted text-sm">{t('noSamples')}</p>}
      <ul className="space-y-3">
        {samples.map(({ title, text }) => (
          <li key={`${title}-${text}`} className="rounded-md border border-line bg-sunken p-3 text-sm">
            {title !== '' && <p className="mb-1 font-medium">{title}</p>}
            <p className="whitespace-pre-wrap break-words">{text}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
