import { type Address, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { newId } from '#protocol/new-id.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { openPairedNode, type PairedNode } from '#runtime/testing/open-paired-node.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import { installComponent } from '#server/library/install-component.ts';
import { prepareChainLink } from '#server/nodes/prepare-chain-link.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

type Kind = 'prompt' | 'tool' | 'plugin' | 'agent';
interface Sold {
  kind: Kind;
  isPrivate: boolean;
  componentId: string;
  versionId: string;
  root: string;
  deedId: string;
  /** What the buyer's node serves it as. */
  slug: string;
  agentVersionId: string;
}

const modelId = 'smollm2-135m-instruct';
const price = '2000000';
const kinds: Kind[] = ['prompt', 'tool', 'plugin', 'agent'];
const cases = kinds.flatMap((kind) => [true, false].map((isPrivate) => ({ kind, isPrivate })));
const nameOf = ({ kind, isPrivate }: { kind: Kind; isPrivate: boolean }) =>
  `${isPrivate ? 'Private' : 'Public'} ${kind}`;

let bench: MarketBench;
let seller: Trader;
let buyer: Trader;
let paired: PairedNode;
let nodeId: string;
let asked: ChatRequest[] = [];
const sold: Sold[] = [];
const soldAs = (kind: Kind, isPrivate: boolean) => {
  const found = sold.find((one) => one.kind === kind && one.isPrivate === isPrivate);
  if (!found) throw new Error('Not sold.');
  return found;
};

beforeAll(async () => {
  bench = await openMarketBench({
    nodes: {
      request: (_address, { path, body, ...init }) => fetch(`${paired.node.localUrl}${path}`, bodyOf(init, body)),
    },
    makeBundle: () => Promise.reject(new Error('No knowledge here.')),
  });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
  const chain = pinnedChainOf(bench.chain.reader.facts);
  const pin = { controller: buyer.keyAddress as Address, gatewayOrigin: bench.gateway.url, chain };
  paired = await openPairedNode(pin, [
    (request) => {
      asked.push(request);
      return 'Plain answer.';
    },
  ]);
  const now = bench.deps.clock();
  const linked = { linkedAt: now, heartbeatAt: now, gatewayId: newId() };
  nodeId = newId();
  await bench.deps.db.node.create({
    data: { id: nodeId, ownerId: buyer.id, address: paired.address, name: 'Node', ...linked },
  });
}, 60_000);
afterAll(async () => {
  await paired.close();
  await bench.close();
});

function bodyOf(init: { method: string; headers?: Record<string, string> }, body: unknown): RequestInit {
  return { ...init, ...(body === undefined ? {} : { body: body as BodyInit }) };
}

/** Every kind as its creator publishes it; its content says which one it is. */
async function publish(kind: Kind, name: string): Promise<{ componentId: string; versionId: string }> {
  const { deps } = bench;
  const ownerId = seller.id;
  const own = { ownerId, note: '' };
  if (kind === 'prompt') {
    const { id } = await createPrompt(deps, { ownerId, name, role: 'system', text: `Speak as the ${name}.` });
    return { componentId: id, versionId: (await publishPrompt(deps, { ...own, promptId: id })).versionId };
  }
  if (kind === 'tool') {
    const { auth: _auth, ...target } = weatherTool().target;
    const definition = toolDefinitionSchema.parse({ ...weatherTool(), target });
    const { ids } = await createTools(deps, { ownerId, tools: [{ name, definition }], importedFrom: '' });
    const toolId = ids[0] ?? '';
    return { componentId: toolId, versionId: (await publishTool(deps, { ...own, toolId })).versionId };
  }
  if (kind === 'plugin') {
    const source = `export default ({ answer }) => answer + ' (${name})';`;
    const facts = { name: 'stamp', kind: 'post-processor', description: 'Stamps answers.', capabilities: {}, source };
    const { id } = await createPlugin(deps, { ownerId, name, definition: pluginDefinitionSchema.parse(facts) });
    return { componentId: id, versionId: (await publishPlugin(deps, { ...own, pluginId: id })).versionId };
  }
  const { id: agentId } = await createAgent(deps, { ownerId, name, modelId });
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  const tool = await publish('tool', `Tool of ${name}`);
  const prompts = { ...draft.prompts, system: `Speak as the ${name}.` };
  const changed = { ...draft, prompts, tools: [{ componentId: tool.componentId, versionId: null }] };
  await updateAgent(deps, { ownerId, agentId, name, description: '', draft: changed });
  const { versionId: agentVersionId } = await publishAgent(deps, { ...own, agentId });
  return publishAgentComponent(deps, { ownerId, agentVersionId });
}

/** An agent of the buyer's with what was installed; an agent is one already. */
async function publishWith({ kind, componentId }: { kind: Kind; componentId: string }, name: string) {
  const { deps } = bench;
  const ownerId = buyer.id;
  const choice = [{ componentId, versionId: null }];
  const agentId = kind === 'agent' ? componentId : (await createAgent(deps, { ownerId, name, modelId })).id;
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  if (kind !== 'agent') {
    const part = kind === 'prompt' ? { systemPromptId: componentId } : { [`${kind}s`]: choice };
    await updateAgent(deps, { ownerId, agentId, name, description: '', draft: { ...draft, ...part } });
  }
  const { slug } = await findOwnAgent(deps, { ownerId, agentId });
  return { slug, agentVersionId: (await publishAgent(deps, { ownerId, agentId, note: '' })).versionId };
}

async function deploy(versions: string[]) {
  const { deps } = bench;
  const ownerId = buyer.id;
  const ids = await Promise.all(
    versions.map(async (agentVersionId) => (await deployAgent(deps, { ownerId, agentVersionId, nodeId })).deploymentId),
  );
  await bench.settle();
  return Promise.all(ids.map((deploymentId) => getDeployment(deps, { ownerId, deploymentId })));
}

async function ask(model: string): Promise<string> {
  asked = [];
  const answer = await fetch(`${paired.node.localUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'What is the weather in Oslo?' }] }),
  });
  const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
  return choices[0]?.message.content ?? '';
}

async function linkNode(): Promise<void> {
  const { deps, chain } = bench;
  const wallet = buyer.address;
  const consent = await prepareChainLink(deps, { ownerId: buyer.id, nodeId, wallet, payout: wallet });
  const { account, send } = buyer.wallet;
  const hash = await send.writeContract({
    address: chain.reader.facts.contracts.nodeRegistry,
    abi: nodeRegistryAbi,
    functionName: 'linkNode',
    args: [consent.node, consent.payout, zeroHash, BigInt(consent.deadline), consent.nodeSignature],
    account,
    chain: send.chain ?? null,
  });
  await chain.untilMined(hash);
}

test('every kind is sold, bought and installed, private and public', async () => {
  const { deps } = bench;
  for (const one of cases) {
    const name = nameOf(one);
    const made = await publish(one.kind, name);
    const { contentRoot } = await deps.db.version.findUniqueOrThrow({ where: { id: made.versionId } });
    const root = contentRoot ?? '';
    await bench.offer(seller, made.versionId, bench.choices(price, { isPrivate: one.isPrivate }));
    await bench.buy(buyer, made.componentId, { price, root });
    sold.push({ ...one, ...made, root, deedId: String(sold.length + 1), slug: '', agentVersionId: '' });
  }
  await bench.settle();
  for (const one of sold) {
    const installed = await installComponent(deps, { ownerId: buyer.id, deedId: one.deedId });
    expect(installed).toMatchObject({ kind: one.kind, number: 1 });
    expect(installed.componentId).not.toBe(one.componentId);
    expect(await installComponent(deps, { ownerId: buyer.id, deedId: one.deedId })).toEqual(installed);
    Object.assign(one, await publishWith({ kind: one.kind, componentId: installed.componentId }, `My ${nameOf(one)}`));
  }
  const keys = await deps.db.deliveredKey.findMany({ select: { outcome: true } });
  expect(keys.map(({ outcome }) => outcome)).toEqual(kinds.map(() => 'right'));
}, 60_000);

test('a node refuses every private kind without its key, and runs every public one', async () => {
  const deployments = await deploy(sold.map(({ agentVersionId }) => agentVersionId));
  for (const [at, { isPrivate, deedId }] of sold.entries()) {
    expect(deployments[at]?.state).toBe(isPrivate ? 'failed' : 'live');
    if (isPrivate) expect(deployments[at]?.errorMessage).toContain(`is licensed content (deed ${deedId}).`);
    if (isPrivate) expect(deployments[at]?.errorMessage).toContain('is linked with no wallet on chain');
  }
}, 60_000);

test('a node that is linked with the wallet that bought gets the keys', async () => {
  await linkNode();
  const priced = sold.filter(({ isPrivate }) => isPrivate);
  const deployments = await deploy(priced.map(({ agentVersionId }) => agentVersionId));
  expect(deployments.map(({ state, errorMessage }) => [state, errorMessage])).toEqual(priced.map(() => ['live', null]));
  const releases = await bench.deps.db.keyReleaseLog.findMany({ select: { ground: true, deedId: true } });
  expect(releases.map(({ deedId }) => deedId.toFixed()).toSorted()).toEqual(priced.map(({ deedId }) => deedId));
}, 60_000);

describe.each(cases)('a $kind (private: $isPrivate)', ({ kind, isPrivate }) => {
  test('does its work in the answers of the buyer’s node', async () => {
    const one = soldAs(kind, isPrivate);
    const answer = await ask(one.slug);
    const heard = JSON.stringify(asked);
    if (kind === 'plugin') expect(answer).toBe(`Plain answer. (${nameOf(one)})`);
    if (kind === 'prompt' || kind === 'agent') expect(heard).toContain(`Speak as the ${nameOf(one)}.`);
    if (kind === 'tool' || kind === 'agent') expect(heard).toContain(weatherTool().name);
  });
});

test.each(kinds)('a private %s keeps its mark in what its holder publishes of it', async (kind) => {
  const { deedId, agentVersionId, root } = soldAs(kind, true);
  const { db } = bench.deps;
  const entry = await db.libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id, deedId } });
  const componentId = entry.componentId ?? '';
  const own = { ownerId: buyer.id, note: 'Edited' };
  const changed = {
    prompt: () => publishPrompt(bench.deps, { ...own, promptId: componentId }),
    tool: () => publishTool(bench.deps, { ...own, toolId: componentId }),
    plugin: () => publishPlugin(bench.deps, { ...own, pluginId: componentId }),
    agent: () => publishAgentComponent(bench.deps, { ownerId: buyer.id, agentVersionId }),
  };
  const { versionId } = await changed[kind]();
  const version = await db.version.findUniqueOrThrow({ where: { id: versionId } });
  expect(version.licence).toMatchObject({ deedId, contentRoot: root });
  expect(version.contentRoot).not.toBe(root);
});
