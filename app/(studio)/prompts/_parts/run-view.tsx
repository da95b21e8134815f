'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { RunTable } from './run-table.tsx';

const lookEveryMs = 1_000;
const ended = new Set(['done', 'failed', 'cancelled']);

/** A run of a question set: how far it is, its scores, and running it again. */
export function RunView({ initial }: { initial: RouterOutputs['evaluation']['run'] }) {
  const t = useTranslations('prompts.run');
  const api = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { jobId } = initial;
  const { data: run } = useQuery({
    ...api.evaluation.run.queryOptions({ jobId }),
    initialData: initial,
    refetchInterval: ({ state }) => (ended.has(state.data?.state ?? '') ? false : lookEveryMs),
  });
  const cancel = useMutation(
    api.evaluation.cancel.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.evaluation.run.queryKey({ jobId }) }),
    }),
  );
  const again = useMutation(
    api.evaluation.rerun.mutationOptions({ onSuccess: (next) => router.push(`/prompts/questions/runs/${next.jobId}`) }),
  );
  const isOver = ended.has(run.state);
  const problem = cancel.error?.message ?? again.error?.message;
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={run.state === 'done' ? 'good' : 'neutral'}>{t(`state.${run.state}`)}</Badge>
        {!isOver && (
          <Button onClick={() => cancel.mutate({ jobId })} disabled={cancel.isPending || run.state === 'cancelling'}>
            {t('cancel')}
          </Button>
        )}
        {isOver && (
          <Button onClick={() => again.mutate({ jobId })} disabled={again.isPending}>
            {t('again')}
          </Button>
        )}
      </div>
      {!isOver && (
        <ProgressBar done={run.done} total={run.total} label={t('progress', { done: run.done, total: run.total })} />
      )}
      {run.problem && <Notice tone={isOver ? 'bad' : 'warn'}>{run.problem}</Notice>}
      {problem && <Notice tone="bad">{problem}</Notice>}
      <RunTable run={run} />
    </div>
  );
}
