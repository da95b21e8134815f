import { randomBytes } from 'node:crypto';
import { bytesToHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#protocol/new-id.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { decideDomain, linkOnChain } from '#server/chain/testing/send-as-trader.ts';
import { findBuyer } from '#server/hosted/find-buyer.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { installComponent } from '#server/library/install-component.ts';
import { listLibrary } from '#server/library/list-library.ts';
import { type MarketBench, openMarketBench, type Trader } from '#server/market/testing/open-market-bench.ts';
import { getDomain } from './get-domain.ts';
import { listDomainAttention } from './list-domain-attention.ts';
import { listDomains } from './list-domains.ts';
import { listNodePlaces } from './list-node-places.ts';

const price = '1000000';
let bench: MarketBench;
let operator: Trader;
let worker: Trader;
let visitor: Trader;
let inside: TypedSigner & { id: string };
let outside: TypedSigner & { id: string };
let deedId: string;

beforeAll(async () => {
  bench = await openMarketBench({ makeBundle });
  const seller = await bench.newTrader('Ada');
  [operator, worker, visitor] = [
    await bench.newTrader('Olga'),
    await bench.newTrader('Will'),
    await bench.newTrader('Vera'),
  ];
  const sold = await bench.addKnowledge(seller, ['The well of Elm is shared by seven huts.']);
  const prices = [{ asset: bench.usd, seat: null, domain: price }];
  await bench.offer(seller, sold.versionId, bench.choices(price, { prices }));
  await bench.buy(operator, sold.componentId, { price, root: sold.root, scope: 1 });
  [inside, outside] = [await addNode('Inside'), await addNode('Outside')];
  await decideDomain(bench, operator, ['createDomain', 'seven-huts', 0]);
  await decideDomain(bench, visitor, ['createDomain', 'six-barns', 1]);
  await decideDomain(bench, worker, ['requestAdmission', 1n, inside.address]);
  await bench.settle();
  deedId = (await bench.deps.db.deed.findFirstOrThrow()).id.toFixed();
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[]) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

async function addNode(name: string) {
  const signer = openTypedSigner(bytesToHex(randomBytes(32)));
  const id = newId();
  await bench.deps.db.node.create({ data: { id, ownerId: worker.id, address: signer.address, name } });
  await linkOnChain(bench, worker, signer);
  return { ...signer, id };
}

const page = (trader: Trader, name = 'seven-huts') => getDomain(bench.deps, { ownerId: trader.id, name });
const attention = (trader: Trader) => listDomainAttention(bench.deps, { ownerId: trader.id });
const library = async (trader: Trader) => (await listLibrary(bench.deps, { ownerId: trader.id }))[0];
const install = (trader: Trader) => installComponent(bench.deps, { ownerId: trader.id, deedId });
const stateOf = async () => (await listNodePlaces(bench.deps, { ownerId: worker.id, nodeId: inside.id }))?.[0]?.state;

async function decide(functionName: string, ...args: unknown[]) {
  await decideDomain(bench, operator, [functionName, 1n, ...args]);
  await bench.settle();
}

test('a domain shows visitors who is in, its operator who waits, and the owner of nodes how each stands', async () => {
  const [node, owner] = [inside.address.toLowerCase(), worker.address.toLowerCase()];
  expect(await page(operator)).toMatchObject({
    ...{ id: '1', operator: operator.address.toLowerCase(), mode: 'allowlist', isOperated: true },
    places: [{ node, owner, state: 'asked' }],
    components: [{ deedId, kind: 'knowledge', expiresAt: null }],
  });
  expect(await page(visitor)).toMatchObject({ isOperated: false, places: [], ownNodes: [], bans: [] });
  expect((await page(worker)).ownNodes).toMatchObject([
    { nodeId: inside.id, isOwn: true, owner, place: { state: 'asked' } },
    { nodeId: outside.id, isOwn: true, place: null },
  ]);
  await expect(page(visitor, 'nobodys')).rejects.toMatchObject({ code: 'not_found' });
  const asked = (await listDomains(bench.deps, { ownerId: operator.id, search: '', page: 1 })).domains;
  expect(asked).toMatchObject([
    { name: 'seven-huts', isOperated: true, askedCount: 1, nodeCount: 0, componentCount: 1 },
    { name: 'six-barns', isOperated: false, mode: 'open', componentCount: 0 },
  ]);
  const search = (text: string) => listDomains(bench.deps, { ownerId: operator.id, search: text, page: 1 });
  expect(await search(' BARN')).toMatchObject({ total: 1, domains: [{ name: 'six-barns' }] });
  expect(await search('%')).toMatchObject({ total: 0, domains: [] });
  expect(await attention(operator)).toEqual([{ kind: 'nodes-asked', id: 'seven-huts', name: 'seven-huts', count: 1 }]);
  expect(await attention(worker)).toEqual([]);
});

test("the owner of an admitted node installs what the domain's licence covers, and buys nothing", async () => {
  expect(await library(worker)).toBeUndefined();
  await expect(install(worker)).rejects.toMatchObject({ code: 'forbidden' });
  await decide('admit', inside.address, worker.address);
  expect(await stateOf()).toBe('in');
  expect((await page(visitor)).places).toMatchObject([{ state: 'in' }]);
  expect(await library(worker)).toMatchObject({
    ...{ deedId, state: 'ready', holdings: [], seats: { owned: 0 } },
    coverage: [{ domain: 'seven-huts', node: inside.address, nodeName: 'Inside', expiresAt: null }],
  });
  expect(await install(worker)).toMatchObject({ kind: 'knowledge', number: 1 });
  expect(await library(worker)).toMatchObject({ state: 'installed' });
  await expect(install(visitor)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await library(operator))?.coverage).toEqual([]);
});

test("a search of hosted knowledge by an admitted node is its operator's", async () => {
  const { componentId, ownerId } = await bench.deps.db.saleTerms.findFirstOrThrow({ where: { deedId } });
  const trial = { componentId, ownerId, deedId, name: 'Wells', sellsNoLicence: false };
  const buyerOf = ({ address }: TypedSigner) => findBuyer(bench.deps, { trial, node: address });
  expect(await buyerOf(inside)).toEqual({ buyer: operator.address.toLowerCase(), ground: 'domain' });
  await expect(buyerOf(outside)).rejects.toMatchObject({ code: 'forbidden' });
});

test('whose node is told to leave has a day; after it, or by a ban at once, nothing new comes', async () => {
  await decide('ban', worker.address, 'It sold what it was given.');
  expect(await stateOf()).toBe('banned');
  expect((await library(worker))?.coverage).toEqual([]);
  await decide('unban', worker.address);
  await decide('evict', inside.address, 'It answers too slowly.');
  expect(await stateOf()).toBe('leaving');
  expect((await library(worker))?.coverage).toHaveLength(1);
  expect(await attention(worker)).toMatchObject([{ kind: 'node-leaves', name: 'seven-huts', node: 'Inside' }]);
  await bench.chain.control.increaseTime({ seconds: 86_401 });
  await bench.chain.control.mine({ blocks: 1 });
  expect(await stateOf()).toBe('evicted');
  expect(await library(worker)).toMatchObject({ coverage: [], installed: { number: 1 }, hasUpdate: false });
});

test('a domain is handed over to who takes it', async () => {
  await decide('offerDomain', visitor.address);
  expect(await attention(visitor)).toEqual([{ kind: 'domain-offered', id: 'seven-huts', name: 'seven-huts' }]);
  expect(await page(visitor)).toMatchObject({ isOffered: true, isOperated: false });
  await decideDomain(bench, visitor, ['acceptDomain', 1n]);
  await bench.settle();
  expect(await page(visitor)).toMatchObject({ isOffered: false, isOperated: true, offeredTo: null, components: [] });
  expect(await attention(visitor)).toEqual([]);
});
