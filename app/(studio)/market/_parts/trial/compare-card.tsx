'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { CompareForm } from './compare-form.tsx';
import { ComparisonView } from './comparison-view.tsx';
import type { Facts } from './try-card.tsx';

interface CompareCardProps {
  componentId: string;
  /** What may still be asked; null where no questions are taken now. */
  facts: Facts | null;
}

/** Own questions answered with and without the component, judged blind; and how everybody judged. */
export function CompareCard({ componentId, facts }: CompareCardProps) {
  const t = useTranslations('market.compare');
  const format = useFormatter();
  const api = useTRPC();
  const [shown, setShown] = useState<string | null>(null);
  const { data: scores } = useQuery(api.trial.scores.queryOptions({ componentId }));
  const { data: own = [] } = useQuery(api.trial.comparisons.queryOptions({ componentId }));
  const people = scores?.people ?? 0;
  if (!facts && own.length === 0 && people === 0) return null;
  return (
    <Card className="space-y-4">
      <CardHeading title={t('title')} />
      <p className="text-muted text-sm">{t('lead')}</p>
      {scores && people > 0 && <p className="text-sm">{t('totals', { ...scores })}</p>}
      {facts && <CompareForm componentId={componentId} facts={facts} onStart={setShown} />}
      {own.length > 0 && (
        <ul aria-label={t('own')} className="flex flex-wrap gap-2">
          {own.map(({ id, questions, createdAt }) => (
            <li key={id}>
              <Button size="small" aria-pressed={id === shown} onClick={() => setShown(id === shown ? null : id)}>
                {t('one', {
                  count: questions,
                  when: format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {shown && <ComparisonView key={shown} comparisonId={shown} />}
    </Card>
  );
}
