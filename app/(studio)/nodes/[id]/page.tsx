import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '#app/_trpc/or-not-found.ts';
import { serverApi } from '#app/_trpc/server-api.ts';
import { PageHeading } from '#app/_ui/page-heading.tsx';
import { NodeChainPanel } from '#app/_wallet/nodes/node-chain-panel.tsx';
import { NodeDeployments } from '#app/(studio)/nodes/_parts/node-deployments.tsx';
import { NodeDomains } from '#app/(studio)/nodes/_parts/node-domains.tsx';
import { NodeFacts } from '#app/(studio)/nodes/_parts/node-facts.tsx';
import { RemoveNode } from '#app/(studio)/nodes/_parts/remove-node.tsx';
import { RenameNode } from '#app/(studio)/nodes/_parts/rename-node.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

interface NodePageProps {
  params: Promise<{ id: string }>;
}

/** The window's title. */
export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  const { id } = await params;
  const api = await serverApi();
  const node = (await api.node.list()).find((one) => one.id === id);
  return node ? { title: node.name } : {};
}

export default async function NodePage({ params }: NodePageProps) {
  const { id } = await params;
  const api = await serverApi();
  const t = await getTranslations('nodes');
  const [nodes, deployments] = await orNotFound(Promise.all([api.node.list(), api.deployment.list({ nodeId: id })]));
  const node = nodes.find((one) => one.id === id);
  if (!node) notFound();
  return (
    <>
      <PageHeading
        title={node.name}
        lead={node.offlineReason}
        trail={[{ name: t('title'), href: '/nodes' }]}
        actions={<RemoveNode nodeId={id} name={node.name} serving={liveAgents(deployments)} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <div className="space-y-6">
          <NodeFacts node={node} />
          <NodeChainPanel nodeId={id} isOnline={node.isOnline} />
          <NodeDomains nodeId={id} />
          <RenameNode nodeId={id} name={node.name} />
        </div>
        <NodeDeployments deployments={deployments} />
      </div>
    </>
  );
}

function liveAgents(deployments: RouterOutputs['deployment']['list']): string[] {
  return deployments.filter(({ state }) => state === 'live').map(({ agentVersion }) => agentVersion.agent.name);
}
