'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { SellAgentVersion } from '#app/_sale/sell-agent-version.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { PublishForm } from '#app/_ui/publish-form.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DeployDialog } from './deploy-dialog.tsx';

type Versions = RouterOutputs['agent']['versions'];

interface VersionListProps {
  agentId: string;
  initial: Versions;
  nodes: RouterOutputs['node']['list'];
}

/** Publishes the draft as a new version, and lists the versions with what can be done with each. */
export function VersionList({ agentId, initial, nodes }: VersionListProps) {
  const t = useTranslations('agents.versions');
  const api = useTRPC();
  const queries = useQueryClient();
  const { data: versions } = useQuery({ ...api.agent.versions.queryOptions({ agentId }), initialData: initial });
  const isComponent = versions.some(({ versionId }) => versionId !== null);
  const [deploying, setDeploying] = useState<Versions[number] | null>(null);
  const publish = useMutation(
    api.agent.publish.mutationOptions({
      onSuccess: async ({ number }) => {
        toast.success(t('published', { number }));
        await Promise.all(
          [api.agent.versions, api.agent.newerParts].map((one) =>
            queries.invalidateQueries({ queryKey: one.queryKey({ agentId }) }),
          ),
        );
      },
    }),
  );

  return (
    <Card>
      <CardHeading title={t('title')} />
      <PublishForm
        note={t('note')}
        button={t('publish')}
        tone="accent"
        isPending={publish.isPending}
        problem={publish.error?.message}
        onPublish={(note) => publish.mutateAsync({ agentId, note })}
      />
      {versions.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <VersionRow key={version.id} {...{ agentId, version, isComponent }} onDeploy={() => setDeploying(version)} />
        ))}
      </ul>
      {deploying && (
        <DeployDialog agentId={agentId} version={deploying} nodes={nodes} onClose={() => setDeploying(null)} />
      )}
    </Card>
  );
}

interface VersionRowProps {
  agentId: string;
  version: Versions[number];
  /** Some version was made a component, to be sold. */
  isComponent: boolean;
  onDeploy: () => void;
}

function VersionRow({ agentId, version, isComponent, onDeploy }: VersionRowProps) {
  const t = useTranslations('agents.versions');
  const format = useFormatter();
  const router = useRouter();
  const restore = useMutation(
    useTRPC().agent.restoreVersion.mutationOptions({
      onSuccess: () => {
        toast.success(t('restored', { number: version.number }));
        router.refresh();
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          v{version.number} {version.note}
        </p>
        <p className="break-all text-muted text-xs">
          {format.dateTime(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' })} ·{' '}
          {version.manifestHash.slice(0, 12)}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <SellAgentVersion {...{ agentId, version, isComponent }} />
        <ConfirmButton
          size="small"
          disabled={restore.isPending}
          aria-label={t('restoreVersion', { number: version.number })}
          title={t('restoreVersion', { number: version.number })}
          lead={t('restoreLead')}
          confirm={t('restore')}
          onConfirm={() => restore.mutate({ versionId: version.id })}
        >
          {t('restore')}
        </ConfirmButton>
        <Button
          size="small"
          tone="accent"
          onClick={onDeploy}
          aria-label={t('deployVersion', { number: version.number })}
        >
          {t('deploy')}
        </Button>
      </div>
    </li>
  );
}
