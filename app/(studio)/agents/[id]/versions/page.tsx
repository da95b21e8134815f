import { serverApi } from '#app/_trpc/server-api.ts';
import { DeploymentList } from '#app/(studio)/agents/_parts/deployment-list.tsx';
import { NewerParts } from '#app/(studio)/agents/_parts/newer-parts.tsx';
import { VersionList } from '#app/(studio)/agents/_parts/version-list.tsx';

export default async function VersionsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const [versions, nodes, deployments, newer] = await Promise.all([
    api.agent.versions({ agentId: id }),
    api.node.list(),
    api.deployment.list({ agentId: id }),
    api.agent.newerParts({ agentId: id }),
  ]);
  return (
    <>
      <NewerParts agentId={id} initial={newer} />
      <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <VersionList agentId={id} initial={versions} nodes={nodes} />
        <DeploymentList agentId={id} initial={deployments} />
      </div>
    </>
  );
}
