import { serverApi } from '#app/_trpc/server-api.ts';
import { UsePanel } from '#app/(studio)/agents/_parts/use-panel.tsx';

export default async function UsePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const api = await serverApi();
  const [agent, deployments, nodes, gatewayUrl] = await Promise.all([
    api.agent.get({ agentId: id }),
    api.deployment.list({ agentId: id }),
    api.node.list(),
    api.node.gatewayUrl(),
  ]);
  const liveOn = deployments.filter(({ state }) => state === 'live').map(({ node }) => node.id);
  const liveNodes = nodes.filter((node) => liveOn.includes(node.id));
  return <UsePanel agent={agent} nodes={liveNodes} gatewayUrl={gatewayUrl} />;
}
