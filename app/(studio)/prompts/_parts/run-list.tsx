'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useModelName } from '#app/_prompts/use-model-name.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

/** The newest runs of a question set with their scores. */
export function RunList({ runs }: { runs: RouterOutputs['evaluation']['runs'] }) {
  const t = useTranslations('prompts.run');
  const format = useFormatter();
  const nameOf = useModelName();
  return (
    <Card className="h-fit">
      <CardHeading title={t('runs')} />
      {runs.length === 0 && <p className="text-muted text-sm">{t('noRuns')}</p>}
      <ul className="divide-y divide-line">
        {runs.map((run) => (
          <li key={run.jobId} className="space-y-1 py-3">
            <p className="flex flex-wrap items-center gap-2">
              <Link href={`/prompts/questions/runs/${run.jobId}`} className="text-accent text-sm underline">
                {format.dateTime(run.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
              </Link>
              <Badge tone={run.state === 'done' ? 'good' : 'neutral'}>{t(`state.${run.state}`)}</Badge>
            </p>
            <ul className="text-muted text-sm">
              {run.columns.map(({ number, label, modelId, passed, checks }) => (
                <li key={number}>
                  {label || number} · {nameOf(modelId)}: {t('score', { passed, checks })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
