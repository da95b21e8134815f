'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { ComparedAnswers } from './compared-answers.tsx';
import { ComparisonScore } from './comparison-score.tsx';

export type Comparison = RouterOutputs['trial']['comparison'];

/** A comparison from its first answer to its score: which side is which shows after the last vote. */
export function ComparisonView({ comparisonId }: { comparisonId: string }) {
  const t = useTranslations('market.compare');
  const api = useTRPC();
  const { data, error, refetch } = useQuery({
    ...api.trial.comparison.queryOptions({ comparisonId }),
    refetchInterval: (query) => (query.state.data?.state === 'asking' ? 1_000 : false),
  });
  const judge = useMutation(api.trial.judge.mutationOptions());
  const reveal = useMutation(api.trial.reveal.mutationOptions());
  if (error) return <ErrorPanel message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} label={t('loading')} />;
  const { state, reason, rows } = data;
  const open = rows.filter(({ verdict, problem }) => verdict === null && problem === null).length;
  const answered = rows.filter(({ left, problem }) => left !== null || problem !== null).length;
  const problem = judge.error ?? reveal.error;
  return (
    <section aria-label={t('result')} className="space-y-4">
      {state === 'asking' && <Notice>{t('asking', { answered, count: rows.length })}</Notice>}
      {state === 'failed' && <Notice tone="bad">{reason}</Notice>}
      <ComparisonScore comparison={data} />
      {rows.map((row) => (
        <ComparedAnswers
          key={row.position}
          row={row}
          canJudge={state === 'judging'}
          onJudge={(verdict) => judge.mutate({ comparisonId, position: row.position, verdict })}
        />
      ))}
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      {state === 'judging' && (
        <div className="flex flex-wrap items-center gap-3">
          <Button tone="accent" disabled={open > 0 || reveal.isPending} onClick={() => reveal.mutate({ comparisonId })}>
            {t('reveal')}
          </Button>
          {open > 0 && <span className="text-muted text-sm">{t('open', { count: open })}</span>}
        </div>
      )}
    </section>
  );
}
