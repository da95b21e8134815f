import { newId } from '#protocol/new-id.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import type { MarketBench, Trader } from './open-market-bench.ts';
import { type Kind, modelId } from './publish-kinds.ts';

export type BuyerNode = Awaited<ReturnType<typeof addBuyerNode>>;

/** Registers a node as one of the buyer's; what the buyer does with it. */
export async function addBuyerNode(bench: MarketBench, { buyer, address, localUrl }: Place) {
  const { deps } = bench;
  const ownerId = buyer.id;
  const now = deps.clock();
  const nodeId = newId();
  const linked = { linkedAt: now, heartbeatAt: now, gatewayId: newId() };
  await deps.db.node.create({ data: { id: nodeId, ownerId, address, name: 'Node', ...linked } });

  async function deploy(versions: string[]) {
    const started = await Promise.all(
      versions.map((agentVersionId) => deployAgent(deps, { ownerId, agentVersionId, nodeId })),
    );
    await bench.deployAll();
    await bench.settle();
    return Promise.all(started.map(({ deploymentId }) => getDeployment(deps, { ownerId, deploymentId })));
  }
  return {
    nodeId,
    deploy,
    ask: (slug: string) => ask(localUrl, slug),
    /** An agent of the buyer's with what was installed; an agent is one already. */
    publishWith: (part: Part) => publishWith(bench, { ...part, ownerId }),
  };
}

interface Place {
  buyer: Trader;
  address: string;
  localUrl: string;
}

interface Part {
  kind: Kind;
  componentId: string;
  name: string;
}

async function publishWith({ deps }: MarketBench, { kind, componentId, name, ownerId }: Part & { ownerId: string }) {
  const choice = [{ componentId, versionId: null }];
  const chosen = kind === 'model' ? componentId : modelId;
  const agentId = kind === 'agent' ? componentId : (await createAgent(deps, { ownerId, name, modelId: chosen })).id;
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  if (kind !== 'agent' && kind !== 'model') {
    const part = kind === 'prompt' ? { systemPromptId: componentId } : { [`${kind}s`]: choice };
    await updateAgent(deps, { ownerId, agentId, name, description: '', draft: { ...draft, ...part } });
  }
  const { slug } = await findOwnAgent(deps, { ownerId, agentId });
  return { slug, agentVersionId: (await publishAgent(deps, { ownerId, agentId, note: '' })).versionId };
}

async function ask(localUrl: string, model: string): Promise<string> {
  const answer = await fetch(`${localUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'What is the weather in Oslo?' }] }),
  });
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
  return choices[0]?.message.content ?? '';
}
