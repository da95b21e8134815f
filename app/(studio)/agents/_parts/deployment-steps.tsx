'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { DeploymentBadge, isUnderWay } from './deployment-badge.tsx';

/** A deployment's steps as they happen, to the end. */
export function DeploymentSteps({ deploymentId }: { deploymentId: string }) {
  const t = useTranslations('agents.deploy');
  const { data: deployment } = useQuery({
    ...useTRPC().deployment.get.queryOptions({ deploymentId }),
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data.state) ? false : 700),
  });
  if (!deployment) return <Skeleton lines={3} label={t('waiting')} />;
  return (
    <div className="mt-4 space-y-3">
      <p className="flex items-center gap-2">
        <DeploymentBadge state={deployment.state} />
        <span className="text-sm">{deployment.node.name}</span>
      </p>
      {deployment.errorMessage && (
        <Notice tone="bad" title={t('failedAt', { step: deployment.failedStep ?? '' })}>
          {deployment.errorMessage}
        </Notice>
      )}
      <ol className="space-y-1.5 text-sm">
        {deployment.events.map((event) => (
          <li key={event.sequence} className="grid grid-cols-[6rem_1fr] gap-2">
            <span className="text-muted">{t(`state.${event.state}`)}</span>
            <span>
              {event.total ? (
                <ProgressBar done={event.done ?? 0} total={event.total} label={event.message} />
              ) : (
                event.message
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
