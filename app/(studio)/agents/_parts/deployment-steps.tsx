'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DeploymentBadge, isUnderWay } from './deployment-badge.tsx';

type Deployment = RouterOutputs['deployment']['get'];
type Step = { state: string; events: Deployment['events'] };

/** A deployment's steps as they happen, to the end; `useHref` is offered once it is live. */
export function DeploymentSteps({ deploymentId, useHref }: { deploymentId: string; useHref?: string }) {
  const t = useTranslations('agents.deploy');
  const { data: deployment, error } = useQuery({
    ...useTRPC().deployment.get.queryOptions({ deploymentId }),
    refetchInterval: ({ state: { data } }) => (data && !isUnderWay(data.state) ? false : 700),
  });
  if (error) return <Notice tone="bad">{error.message}</Notice>;
  if (!deployment) return <Skeleton lines={3} label={t('waiting')} />;
  const steps = groupByStep(deployment.events);
  return (
    <div className="space-y-4">
      <div className="flex min-h-8 items-center gap-2">
        <DeploymentBadge state={deployment.state} />
        <span className="text-sm">{deployment.node.name}</span>
        {useHref && deployment.state === 'live' && (
          <Button tone="accent" size="small" className="ml-auto" asChild>
            <Link href={useHref}>{t('use')}</Link>
          </Button>
        )}
      </div>
      {deployment.errorMessage && (
        <Notice tone="bad" title={t('failedAt', { step: stepName(t, deployment.failedStep) })}>
          {deployment.errorMessage}
        </Notice>
      )}
      {steps.length === 0 && <p className="text-muted text-sm">{t('waiting')}</p>}
      <ol aria-live="polite" className="space-y-3 text-sm">
        {steps.map((step, index) => (
          <DeploymentStep
            key={step.events[0]?.sequence}
            step={step}
            isRunning={index === steps.length - 1 && isUnderWay(deployment.state)}
          />
        ))}
      </ol>
    </div>
  );
}

function DeploymentStep({ step, isRunning }: { step: Step; isRunning: boolean }) {
  const t = useTranslations('agents.deploy');
  const format = useFormatter();
  const first = step.events[0];
  return (
    <li className="grid grid-cols-[1.25rem_1fr_auto] gap-x-2">
      <StepIcon state={step.state} isRunning={isRunning} />
      <span className="font-medium">{stepName(t, step.state)}</span>
      <span className="text-muted text-xs tabular-nums">
        {first && format.dateTime(new Date(first.at), { timeStyle: 'medium' })}
      </span>
      <div className="col-span-2 col-start-2 text-muted">
        {step.events.map((event) => (
          <div key={event.sequence}>
            {isRunning && event.total && event === step.events.at(-1) ? (
              <ProgressBar done={event.done ?? 0} total={event.total} label={event.message} />
            ) : (
              event.message
            )}
          </div>
        ))}
      </div>
    </li>
  );
}

function StepIcon({ state, isRunning }: { state: string; isRunning: boolean }) {
  if (isRunning) return <LoaderCircle className="size-5 text-accent motion-safe:animate-spin" aria-hidden="true" />;
  if (state === 'failed') return <CircleX className="size-5 text-bad" aria-hidden="true" />;
  return <CircleCheck className="size-5 text-good" aria-hidden="true" />;
}

/** Neighbouring events of one step belong together. */
function groupByStep(events: Deployment['events']): Step[] {
  const steps: Step[] = [];
  for (const event of events) {
    const last = steps.at(-1);
    if (last?.state === event.state) last.events.push(event);
    else steps.push({ state: event.state, events: [event] });
  }
  return steps;
}

function stepName(t: ReturnType<typeof useTranslations<'agents.deploy'>>, state: string | null): string {
  const key = `state.${(state ?? '').replace('_', '-')}`;
  return t.has(key) ? t(key) : (state ?? '');
}
