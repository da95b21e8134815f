'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { EvaluationScore } from './evaluation-score.tsx';
import { StartEvaluation } from './start-evaluation.tsx';

type Run = RouterOutputs['sale']['evaluations']['runs'][number];

const lookEveryMs = 1_000;
const ended = new Set(['done', 'failed', 'cancelled']);
const isUnderWay = (run: Run | undefined) => run !== undefined && !ended.has(run.state);

/** For its creator: what was measured of exactly this version, attaching the newest result, and measuring it. */
export function EvaluationFields({ versionId, kind }: { versionId: string; kind: string }) {
  const t = useTranslations('sale.evaluation');
  const { data, error, refetch } = useQuery({
    ...useTRPC().sale.evaluations.queryOptions({ versionId }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.runs[0]) ? lookEveryMs : false),
  });
  if (error) return <ErrorPanel message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={2} label={t('loading')} />;
  const { attached, runs } = data;
  const [newest] = runs;
  return (
    <div className="space-y-3 rounded-md border border-line p-3">
      {attached ? <Attached score={attached} versionId={versionId} /> : <p className="text-sm">{t('none')}</p>}
      {newest && !newest.isAttached && <NewestRun run={newest} versionId={versionId} />}
      {!isUnderWay(newest) && (
        <Fold title={t(runs.length > 0 ? 'again' : 'start')} isOpen={runs.length === 0}>
          <StartEvaluation versionId={versionId} kind={kind} />
        </Fold>
      )}
    </div>
  );
}

/** What buyers see, and taking it away from them. */
function Attached({ score, versionId }: { score: Run['score']; versionId: string }) {
  const t = useTranslations('sale.evaluation');
  const detach = useMutation(
    useTRPC().sale.detachEvaluation.mutationOptions({ onSuccess: () => toast.success(t('detached')) }),
  );
  return (
    <div className="space-y-2">
      <EvaluationScore score={score} />
      <ConfirmButton
        size="small"
        title={t('detachTitle')}
        lead={t('detachLead')}
        confirm={t('detach')}
        disabled={detach.isPending}
        onConfirm={() => detach.mutate({ versionId })}
      >
        {t('detach')}
      </ConfirmButton>
      {detach.error && <Notice tone="bad">{detach.error.message}</Notice>}
    </div>
  );
}

/** The newest run of this version: how far it is, why it failed, or its score and the button that shows it to buyers. */
function NewestRun({ run, versionId }: { run: Run; versionId: string }) {
  const t = useTranslations('sale.evaluation');
  const attach = useMutation(useTRPC().sale.attachEvaluation.mutationOptions());
  const { jobId, state, problem, done, total, score } = run;
  const open = (
    <Link href={`/prompts/questions/runs/${jobId}`} className="text-accent text-sm underline">
      {t('open')}
    </Link>
  );
  if (isUnderWay(run)) {
    return (
      <div className="space-y-2">
        <ProgressBar done={done} total={total} label={t('progress', { done, total })} />
        {problem && <Notice tone="warn">{problem}</Notice>}
        {open}
      </div>
    );
  }
  if (state !== 'done') {
    return (
      <Notice tone="warn" title={t(state === 'cancelled' ? 'cancelled' : 'failed')}>
        {problem} {open}
      </Notice>
    );
  }
  return (
    <div className="space-y-2">
      <p className="font-medium text-sm">{t('newest')}</p>
      <EvaluationScore score={score} />
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" disabled={attach.isPending} onClick={() => attach.mutate({ versionId, jobId })}>
          {t('attach')}
        </Button>
        {open}
      </div>
      {attach.error && <Notice tone="bad">{attach.error.message}</Notice>}
    </div>
  );
}
