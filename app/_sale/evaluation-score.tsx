'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { RouterOutputs } from '#server/api/router.ts';

type Score = NonNullable<RouterOutputs['sale']['evaluations']['attached']>;

/** A score with what it was measured on: share of checks, questions, model, day, and the fingerprint of the content. */
export function EvaluationScore({ score }: { score: Score }) {
  const t = useTranslations('sale.evaluation');
  const format = useFormatter();
  const { passed, checks, questions, model, measuredAt, contentRoot } = score;
  const share = checks > 0 ? passed / checks : 0;
  return (
    <div className="space-y-1 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-base">{format.number(share, { style: 'percent' })}</span>
        <span>{t('checks', { passed, checks, questions })}</span>
      </p>
      <div aria-hidden="true" className="h-1.5 max-w-80 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="text-muted text-xs">
        {t('measured', { model, when: format.dateTime(measuredAt, { dateStyle: 'medium' }) })}{' '}
        <span className="break-all font-mono">{contentRoot}</span>
      </p>
    </div>
  );
}
