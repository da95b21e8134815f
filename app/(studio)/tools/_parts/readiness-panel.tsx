'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { CheckField } from '#app/_ui/field.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { limits } from '#protocol/limits.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { ReadinessResult } from './readiness-result.tsx';

interface ReadinessProps {
  tools: RouterOutputs['tool']['list'];
  models: RouterOutputs['model']['list'];
  initialJob: RouterOutputs['tool']['readiness']['job'];
}
const open = new Set(['queued', 'running', 'cancelling']);

/** Asks a model the questions of chosen tools, and shows for each whether it was called, and rightly. */
export function ReadinessPanel({ tools, models, initialJob }: ReadinessProps) {
  const t = useTranslations('tools.readiness');
  const api = useTRPC();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(() => new Set(tools.slice(0, limits.toolsPerAgent).map(({ id }) => id)));
  const [isFree, setIsFree] = useState(true);
  const [modelId, setModelId] = useState(models[0]?.id ?? '');
  const { data: job } = useQuery({
    ...api.tool.readiness.job.queryOptions(),
    initialData: initialJob,
    refetchInterval: ({ state }) => (open.has(state.data?.state ?? '') ? 1_000 : false),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: api.tool.readiness.job.queryKey() });
  const start = useMutation(api.tool.readiness.start.mutationOptions({ onSuccess: refresh }));
  const cancel = useMutation(api.tool.readiness.cancel.mutationOptions({ onSuccess: refresh }));
  const isRunning = open.has(job?.state ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    start.mutate({ toolIds: [...chosen], modelId, choice: isFree ? 'auto' : 'required' });
  }
  function toggle(id: string, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  return (
    <div className="space-y-6">
      <Card>
        <form onSubmit={submit} className="space-y-4">
          <NamedSelect label={t('model')} value={modelId} onChange={setModelId} options={models} />
          <CheckField label={t('isFree')} checked={isFree} onChange={(event) => setIsFree(event.target.checked)} />
          <fieldset>
            <legend className="mb-2 font-medium text-sm">{t('tools')}</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {tools.map(({ id, name, functionName }) => (
                <CheckField
                  key={id}
                  label={`${name} (${functionName})`}
                  checked={chosen.has(id)}
                  onChange={(event) => toggle(id, event.target.checked)}
                />
              ))}
            </div>
          </fieldset>
          <div className="flex gap-2">
            <Button type="submit" tone="accent" disabled={isRunning || chosen.size === 0 || start.isPending}>
              {t('start')}
            </Button>
            {isRunning && job && <Button onClick={() => cancel.mutate({ jobId: job.jobId })}>{t('cancel')}</Button>}
          </div>
        </form>
        <div className="mt-4 space-y-3 empty:mt-0" aria-live="polite">
          {start.error && <Notice tone="bad">{start.error.message}</Notice>}
          {isRunning && job && (
            <ProgressBar
              done={job.done}
              total={job.total}
              label={t('progress', { done: job.done, total: job.total })}
            />
          )}
          {!isRunning && job?.errorMessage && <Notice tone="bad">{job.errorMessage}</Notice>}
        </div>
      </Card>
      {tools.map(({ id }) => (
        <ReadinessResult key={`${id} ${job?.state}`} toolId={id} />
      ))}
    </div>
  );
}
