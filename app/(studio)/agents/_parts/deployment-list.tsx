'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DeploymentBadge, isUnderWay } from './deployment-badge.tsx';
import { DeploymentSteps } from './deployment-steps.tsx';

type Deployments = RouterOutputs['deployment']['list'];

/** Where the agent was deployed, with log, rollback and stop. */
export function DeploymentList({ agentId, initial }: { agentId: string; initial: Deployments }) {
  const t = useTranslations('agents.deployments');
  const { data: deployments } = useQuery({
    ...useTRPC().deployment.list.queryOptions({ agentId }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.some(({ state }) => isUnderWay(state)) ? 1_000 : false),
  });
  const [shown, setShown] = useState<string | null>(null);
  return (
    <Card>
      <CardHeading title={t('title')} />
      {deployments.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {deployments.map((deployment) => (
          <DeploymentRow
            key={deployment.id}
            deployment={deployment}
            hasEarlier={deployments.some(({ node, state }) => node.id === deployment.node.id && state === 'superseded')}
            agentId={agentId}
            onLog={() => setShown(deployment.id)}
          />
        ))}
      </ul>
      <Dialog title={t('log')} isOpen={shown !== null} onOpenChange={() => setShown(null)} placement="side">
        {shown && <DeploymentSteps deploymentId={shown} />}
      </Dialog>
    </Card>
  );
}

function DeploymentRow({
  deployment,
  hasEarlier,
  agentId,
  onLog,
}: {
  deployment: Deployments[number];
  hasEarlier: boolean;
  agentId: string;
  onLog: () => void;
}) {
  const t = useTranslations('agents.deployments');
  const format = useFormatter();
  const api = useTRPC();
  const queries = useQueryClient();
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: api.deployment.list.queryKey({ agentId }) }),
    onError: (error: { message: string }) => toast.error(error.message),
  };
  const rollback = useMutation(api.deployment.rollback.mutationOptions(after));
  const stop = useMutation(api.deployment.stop.mutationOptions(after));
  const target = { deploymentId: deployment.id };
  const place = { number: deployment.agentVersion.number, node: deployment.node.name };
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t('place', place)}
          <DeploymentBadge state={deployment.state} />
        </p>
        <p className="text-muted text-xs">
          {format.dateTime(deployment.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </p>
        {deployment.errorMessage && <p className="text-bad text-sm">{deployment.errorMessage}</p>}
      </div>
      <div className="flex gap-2">
        <Button size="small" onClick={onLog}>
          {t('showLog')}
        </Button>
        {deployment.state === 'live' && (
          <>
            {hasEarlier && (
              <Button size="small" onClick={() => rollback.mutate(target)} disabled={rollback.isPending}>
                {t('rollback')}
              </Button>
            )}
            <ConfirmButton
              size="small"
              tone="danger"
              disabled={stop.isPending}
              title={t('stopTitle', place)}
              lead={t('stopLead')}
              confirm={t('stop')}
              onConfirm={() => stop.mutate(target)}
            >
              {t('stop')}
            </ConfirmButton>
          </>
        )}
      </div>
    </li>
  );
}
