import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { appendVersionCall } from '#protocol/market/calls/mint-calls.ts';
import { newId } from '#protocol/new-id.ts';
import type { ChatRequest } from '#runtime/engine/engine.ts';
import { openPairedNode, type PairedNode } from '#runtime/testing/open-paired-node.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import { compareAnswers } from '#server/library/compare-answers.ts';
import { describeUpdate } from '#server/library/describe-update.ts';
import { installComponent } from '#server/library/install-component.ts';
import { remixAgent } from '#server/library/remix-agent.ts';
import { updateComponent } from '#server/library/update-component.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { prepareVersion } from '#server/sale/prepare-version.ts';
import { publishAgentComponent } from '#server/sale/publish-agent-component.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';
import { type Kind, modelId, modelUpload, publishNewer, publishOfKind } from './testing/publish-kinds.ts';

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

const price = '2000000';
const kinds: Kind[] = ['prompt', 'tool', 'plugin', 'agent', 'model'];
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
    nodes: { request: (address, request) => paired.request(address, request) },
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

/** An agent of the buyer's with what was installed; an agent is one already. */
async function publishWith({ kind, componentId }: { kind: Kind; componentId: string }, name: string) {
  const { deps } = bench;
  const ownerId = buyer.id;
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

async function deploy(versions: string[]) {
  const { deps } = bench;
  const ownerId = buyer.id;
  const ids = await Promise.all(
    versions.map(async (agentVersionId) => (await deployAgent(deps, { ownerId, agentVersionId, nodeId })).deploymentId),
  );
  await bench.settle();
  return Promise.all(ids.map((deploymentId) => getDeployment(deps, { ownerId, deploymentId })));
}

async function modelHash(versionId: string): Promise<string | undefined> {
  const { manifest } = await bench.deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
  return bundleManifestSchema.parse(manifest).model?.sha256;
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

test('every kind is sold, bought and installed, private and public', async () => {
  const { deps } = bench;
  for (const one of cases) {
    const name = nameOf(one);
    const made = await publishOfKind(deps, { ownerId: seller.id, kind: one.kind, name });
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
  const told = await deps.db.saleCheck.findUniqueOrThrow({
    where: { versionId_kind: { versionId: soldAs('model', true).versionId, kind: 'template' } },
  });
  expect(told.message).toContain('“You are a helpful AI assistant named Private model, trained by Hugging Face”');
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
  await bench.linkNode(buyer, nodeId);
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
    if (kind === 'model') expect(asked[0]?.modelId).toBe(await modelHash(one.versionId));
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
    model: () =>
      publishModel(bench.deps, modelUpload({ ownerId: buyer.id, componentId, name: 'Tuned', says: 'Tuned' })),
  };
  const { versionId } = await changed[kind]();
  const version = await db.version.findUniqueOrThrow({ where: { id: versionId } });
  expect(version.licence).toMatchObject({ deedId, contentRoot: root });
  expect(version.contentRoot).not.toBe(root);
  const asking = { ownerId: buyer.id, versionId, wallet: buyer.address };
  const licenceCheck = async (parents: { id: string; bps: number }[]) => {
    const { checks } = await prepareSale(bench.deps, { ...asking, choices: bench.choices('1', { parents }) });
    return checks.find((check) => check.kind === 'licence');
  };
  const refused = await licenceCheck([]);
  expect(refused).toMatchObject({ outcome: 'failed', message: expect.stringContaining(`(deed #${deedId})`) });
  expect(await licenceCheck([{ id: deedId, bps: 100 }])).toMatchObject({ outcome: 'warned' });
});

test('a remix of a public agent keeps its lineage, and its parent’s share is paid with each sale', async () => {
  const { deps } = bench;
  const original = soldAs('agent', false);
  const { agentId, missing } = await remixAgent(deps, { ownerId: buyer.id, id: original.deedId });
  expect(missing).toEqual([]);
  const { versionId: agentVersionId } = await publishAgent(deps, { ownerId: buyer.id, agentId, note: '' });
  const { versionId } = await publishAgentComponent(deps, { ownerId: buyer.id, agentVersionId });
  const { manifest, contentRoot } = await deps.db.version.findUniqueOrThrow({ where: { id: versionId } });
  expect(manifest).toMatchObject({ kind: 'agent', parents: [original.root] });
  const { parents } = await getSale(deps, { ownerId: buyer.id, componentId: agentId });
  expect(parents).toMatchObject([{ deedId: original.deedId, from: 'provenance' }]);
  // What else of the seller's holds the same texts has to be named too.
  const asking = { ownerId: buyer.id, versionId, wallet: buyer.address };
  await prepareSale(deps, { ...asking, choices: bench.choices(price, { isPrivate: false }) });
  const suggested = (await getSale(deps, { ownerId: buyer.id, componentId: agentId })).parents;
  const shared = suggested.map(({ deedId }) => ({ id: deedId, bps: 100 }));
  await bench.offer(buyer, versionId, bench.choices(price, { isPrivate: false, parents: shared }));
  const third = await bench.newTrader('Eve');
  const txHash = await bench.buy(third, agentId, { price, root: contentRoot ?? '' });
  await bench.settle();
  const credits = await deps.db.ledgerCredit.findMany({ where: { txHash } });
  const paid = (address: string) =>
    credits
      .filter(({ account }) => account === address.toLowerCase())
      .reduce((sum, { amount }) => sum + Number(amount), 0);
  // Of the 97.5 % that the market leaves, each parent gets one.
  const [left, each] = [1_950_000, 19_500];
  const parentsGet = each * shared.length;
  expect([paid(seller.address), paid(buyer.address)]).toEqual([parentsGet, left - parentsGet]);
  expect(shared.map(({ id }) => id)).toContain(original.deedId);
});

describe('an update', () => {
  const db = () => bench.deps.db;
  beforeAll(async () => {
    for (const one of sold.filter(({ isPrivate }) => isPrivate)) {
      const { versionId } = await publishNewer(bench.deps, { ...one, ownerId: seller.id });
      const { version } = await prepareVersion(bench.deps, { ownerId: seller.id, versionId });
      await bench.send(seller, appendVersionCall(bench.chain.reader.facts.contracts, { deedId: one.deedId, version }));
    }
    await bench.settle();
  }, 60_000);

  const expected = {
    prompt: [{ field: 'text', asksMore: false }],
    tool: [{ field: 'setting', subject: 'timeoutMs', before: '15000', after: '30000' }],
    plugin: [{ field: 'host', subject: 'api.example.org', asksMore: true }],
    agent: [{ field: 'text', asksMore: false }],
    model: [{ field: 'weights' }, { field: 'template' }],
  };

  test.each(kinds)(
    'of a %s tells what it changes before anything does, and comes when it is asked for',
    async (kind) => {
      const { deps } = bench;
      const { deedId } = soldAs(kind, true);
      const input = { ownerId: buyer.id, deedId, number: 2 };
      expect(await describeUpdate(deps, input)).toMatchObject({ kind, changes: expected[kind] });
      const asking = { ...input, modelId, questions: ['Who are you?'], signal: AbortSignal.timeout(20_000) };
      asked = [];
      if (kind === 'prompt' || kind === 'agent') {
        expect(await compareAnswers(deps, asking)).toMatchObject([
          { question: 'Who are you?', after: 'Plain answer.' },
        ]);
        const heard = asked.map((request) => JSON.stringify(request.messages));
        expect(heard[0]).toContain(`Speak as the Private ${kind}.`);
        expect(heard[1]).toContain('Speak as a pirate.');
      } else {
        await expect(compareAnswers(deps, asking)).rejects.toThrow('look at what changed in it');
      }
      const before = await db().libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id, deedId } });
      expect(before.number).toBe(1);
      const updated = await updateComponent(deps, input);
      expect(updated).toMatchObject({ componentId: before.componentId, number: 2 });
      expect(await describeUpdate(deps, input)).toMatchObject({ changes: [] });
      const stranger = { ...input, ownerId: seller.id };
      await expect(describeUpdate(deps, stranger)).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});
