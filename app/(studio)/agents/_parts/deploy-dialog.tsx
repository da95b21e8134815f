'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Dialog } from '#app/_ui/dialog.tsx';
import { SelectField } from '#app/_ui/field.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DeployButton } from './deploy-button.tsx';
import { DeploymentSteps } from './deployment-steps.tsx';
import { LicencePlan } from './licence-plan.tsx';
import { useLicencePlan } from './use-licence-plan.ts';

interface DeployDialogProps {
  agentId: string;
  version: RouterOutputs['agent']['versions'][number];
  nodes: RouterOutputs['node']['list'];
  onClose: () => void;
}

/** Chooses a node, deploys, and follows the steps. */
export function DeployDialog({ agentId, version, nodes, onClose }: DeployDialogProps) {
  const t = useTranslations('agents.deploy');
  const api = useTRPC();
  const queries = useQueryClient();
  const [nodeId, setNodeId] = useState(nodes.find((node) => node.isOnline)?.id ?? nodes[0]?.id ?? '');
  const { plan, lacking, isLooking, problem } = useLicencePlan({ agentVersionId: version.id, nodeId });
  const deploy = useMutation(
    api.deployment.deploy.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.deployment.list.queryKey({ agentId }) }),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    deploy.mutate({ agentVersionId: version.id, nodeId });
  }

  return (
    <Dialog title={t('title', { number: version.number })} description={t('lead')} isOpen onOpenChange={onClose}>
      {nodes.length === 0 && (
        <Notice tone="warn">
          {t('noNodes')} <Link href="/nodes">{t('addNode')}</Link>
        </Notice>
      )}
      {nodes.length > 0 && !deploy.data && (
        <form onSubmit={submit} className="space-y-4">
          <SelectField label={t('node')} value={nodeId} onChange={(event) => setNodeId(event.target.value)}>
            {nodes.map((node) => (
              <option key={node.id} value={node.id}>
                {node.isOnline ? node.name : t('offlineOption', { name: node.name })}
              </option>
            ))}
          </SelectField>
          {plan && <LicencePlan plan={plan} nodeId={nodeId} />}
          {problem !== null && <Notice tone="warn">{t('licences.unknown', { problem })}</Notice>}
          {deploy.error && <Notice tone="bad">{deploy.error.message}</Notice>}
          <DeployButton lacking={lacking} isWaiting={deploy.isPending || isLooking} />
        </form>
      )}
      {deploy.data && <DeploymentSteps deploymentId={deploy.data.deploymentId} useHref={`/agents/${agentId}/use`} />}
    </Dialog>
  );
}
