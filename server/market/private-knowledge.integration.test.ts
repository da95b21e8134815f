import type { Address, Hex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { claimCall } from '#protocol/market/calls/ledger-calls.ts';
import { newId } from '#protocol/new-id.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import type { RunningNode } from '#runtime/open-node.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { openPairedNode } from '#runtime/testing/open-paired-node.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { installComponent } from '#server/library/install-component.ts';
import { planLicences } from '#server/library/plan-licences.ts';
import { getPage } from './get-page.ts';
import { marketSearchSchema, searchMarket } from './search-market.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

const secretFact = 'The harbour of Elm opens its lock at nine in the morning.';
const price = '5000000';
let bench: MarketBench;
const running = new Map<string, RunningNode>();
const closing: (() => Promise<void>)[] = [];
let seller: Trader;
let buyer: Trader;
let sold: { componentId: string; versionId: string; root: string };

beforeAll(async () => {
  bench = await openMarketBench({ nodes: { request: requestNode }, makeBundle });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
  sold = await bench.addKnowledge(seller, [secretFact, 'Boats wait behind the red buoy until the light is green.']);
}, 60_000);
afterAll(async () => {
  for (const close of closing) await close();
  await bench.close();
});

/** Vectors as the nodes of this test make them. */
async function makeBundle(texts: string[]) {
  const engine = openScriptedEngine({ dimensions: 384 });
  const { fingerprint, sha256: modelId } = defaultEmbeddingModel();
  const { signal } = new AbortController();
  const embed = async (inputs: string[]) =>
    (await engine.embed({ modelId, inputs, priority: 'ingest' }, signal)).vectors;
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

/** A node as the studio reaches it, without the tunnel between them: its requests are signed by its owner's account. */
const requestNode: NodeClient['request'] = async (address, { method, path: route, headers = {}, body }) => {
  const url = `${running.get(address.toLowerCase())?.localUrl}${route}`;
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) });
};

/** A whole node of a trader's, paired with the studio's gateway; its model says what it was told. */
async function openNodeOf(trader: Trader): Promise<{ id: string; address: Hex; node: RunningNode }> {
  const { url: gatewayOrigin } = bench.gateway;
  const chain = pinnedChainOf(bench.chain.reader.facts);
  const pin = { controller: trader.keyAddress as Address, gatewayOrigin, chain };
  const { address, node, close } = await openPairedNode(pin, [secretFact]);
  running.set(address.toLowerCase(), node);
  closing.push(close);
  const now = bench.deps.clock();
  const row = {
    id: newId(),
    ownerId: trader.id,
    address,
    name: 'Node',
    linkedAt: now,
    heartbeatAt: now,
    gatewayId: newId(),
  };
  await bench.deps.db.node.create({ data: row });
  return { id: row.id, address, node };
}

async function publishedAgent(trader: Trader, componentId: string): Promise<string> {
  const ownerId = trader.id;
  const { id: agentId } = await createAgent(bench.deps, { ownerId, name: 'Pilot', modelId: 'smollm2-135m-instruct' });
  const { draft, name, description } = await findOwnAgent(bench.deps, { ownerId, agentId });
  const changed = { ...draft, knowledge: [{ componentId, versionId: null }] };
  await updateAgent(bench.deps, { ownerId, agentId, name, description, draft: changed });
  return (await publishAgent(bench.deps, { ownerId, agentId, note: '' })).versionId;
}

async function deploy(trader: Trader, input: { agentVersionId: string; nodeId: string }) {
  const { deploymentId } = await deployAgent(bench.deps, { ownerId: trader.id, ...input });
  await bench.settle();
  return getDeployment(bench.deps, { ownerId: trader.id, deploymentId });
}

/** What the plan of a deployment says of the licence, before it is tried. */
async function planned(trader: Trader, input: { agentVersionId: string; nodeId: string }) {
  return (await planLicences(bench.deps, { ownerId: trader.id, ...input }))[0];
}

test('private knowledge is offered by a signature, minted by its first buyer, and its key is delivered', async () => {
  const { deps } = bench;
  await bench.offer(seller, sold.versionId, bench.choices(price));
  const search = marketSearchSchema.parse({ text: 'credits', kinds: ['knowledge'], price: 'paid' });
  const { listings } = await searchMarket(deps, { ...search, ownerId: buyer.id });
  expect(listings).toMatchObject([{ id: sold.componentId, deedId: null, isPrivate: true, licence: 'CC-BY-4.0' }]);

  await bench.buy(buyer, sold.componentId, { price, root: sold.root });
  await bench.settle();
  const page = await getPage(deps, { ownerId: buyer.id, id: '1', nodeId: null });
  expect(page).toMatchObject({ id: '1', sales: 1, owner: seller.address.toLowerCase() });
  expect(page.mine.holdings).toMatchObject([{ scope: 0, units: 1 }]);
  expect(await deps.db.marketPurchase.findFirst()).toMatchObject({ state: 'delivered' });
  expect(await deps.db.deliveredKey.findFirst()).toMatchObject({ ownerId: buyer.id, outcome: 'right' });
});

test('its buyer installs it, and their node answers from it with a citation once it is linked with the wallet that bought', async () => {
  const { deps } = bench;
  const { componentId } = await installComponent(deps, { ownerId: buyer.id, deedId: '1' });
  const agentVersionId = await publishedAgent(buyer, componentId);
  const { manifest } = await deps.db.agentVersion.findUniqueOrThrow({ where: { id: agentVersionId } });
  expect(manifest).toMatchObject({ knowledge: [{ contentRoot: sold.root, licence: { deedId: '1' } }] });

  const { id: nodeId, node, address } = await openNodeOf(buyer);
  expect(await planned(buyer, { agentVersionId, nodeId })).toMatchObject({ state: 'not-linked' });
  const unlinked = await deploy(buyer, { agentVersionId, nodeId });
  expect(unlinked.state).toBe('failed');
  expect(unlinked.errorMessage).toContain(`Node ${address} is linked with no wallet on chain`);
  expect(unlinked.errorMessage).toContain('http://127.0.0.1:3000/market/1');

  await bench.linkNode(buyer, nodeId);
  expect(await planned(buyer, { agentVersionId, nodeId })).toMatchObject({ state: 'ok' });
  expect(await deploy(buyer, { agentVersionId, nodeId })).toMatchObject({ state: 'live', errorMessage: null });
  const answer = await fetch(`${node.localUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'pilot', messages: [{ role: 'user', content: secretFact }] }),
  });
  const { choices, gaia } = (await answer.json()) as { choices: { message: { content: string } }[]; gaia: unknown };
  expect(choices[0]?.message.content).toContain('opens its lock at nine');
  expect(gaia).toMatchObject({
    citations: [{ document: 'credits.md', quote: expect.stringContaining('harbour of Elm') }],
  });
  await bench.settle();
  const release = await deps.db.keyReleaseLog.findFirstOrThrow({ where: { node: address.toLowerCase() } });
  expect(release).toMatchObject({ ground: 'seat', wallet: buyer.address.toLowerCase() });
  expect(release.lockTx).toMatch(/^0x/);
});

test('a second node finds no free seat, and a stranger with the same manifest no licence', async () => {
  const { deps } = bench;
  const entry = await deps.db.libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id } });
  const agentVersionId = await publishedAgent(buyer, entry.componentId ?? '');
  const second = await openNodeOf(buyer);
  await bench.linkNode(buyer, second.id);
  expect(await planned(buyer, { agentVersionId, nodeId: second.id })).toMatchObject({ state: 'no-seat' });
  const crowded = await deploy(buyer, { agentVersionId, nodeId: second.id });
  expect(crowded.errorMessage).toContain('All seats of');

  const stranger = await bench.newTrader('Eve');
  const third = await openNodeOf(stranger);
  await bench.linkNode(stranger, third.id);
  const {
    manifest,
    manifestHash,
    draft,
    agentId: _agentId,
    ...row
  } = await deps.db.agentVersion.findUniqueOrThrow({
    where: { id: agentVersionId },
  });
  const { id: agentId } = await createAgent(deps, {
    ownerId: stranger.id,
    name: 'Copy',
    modelId: 'smollm2-135m-instruct',
  });
  const copied = await deps.db.agentVersion.create({
    data: {
      ...{ ...row, id: crypto.randomUUID(), ownerId: stranger.id, agentId, manifestHash },
      manifest: manifest as object,
      draft: draft as object,
    },
  });
  const plan = await planned(stranger, { agentVersionId: copied.id, nodeId: third.id });
  expect(plan).toMatchObject({
    state: 'missing',
    marketPath: '/market/1',
    message: expect.stringContaining('buy one'),
  });
  const refused = await deploy(stranger, { agentVersionId: copied.id, nodeId: third.id });
  expect(refused.state).toBe('failed');
  expect(refused.errorMessage).toContain('holds no licence of it');
  await expect(installComponent(deps, { ownerId: stranger.id, deedId: '1' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('the seller is paid by the worker when the time for objections is over, and claims it', async () => {
  const { deps, chain, usd } = bench;
  deps.advance(6 * 60_000);
  await chain.control.increaseTime({ seconds: 6 * 60 });
  await chain.control.mine({ blocks: 1 });
  await bench.settle();
  expect(await deps.db.marketPurchase.findFirst()).toMatchObject({ state: 'paid' });
  const before = await bench.balanceOf(seller.address);
  await bench.send(seller, claimCall(chain.reader.facts.contracts, [usd]));
  expect((await bench.balanceOf(seller.address)) - before).toBe((BigInt(price) * 9_750n) / 10_000n);
  const owed = await chain.reader.client.readContract({
    address: chain.reader.facts.contracts.revenueLedger,
    abi: revenueLedgerAbi,
    functionName: 'owed',
    args: [seller.address as Address, usd],
  });
  expect(owed).toBe(0n);
});
