import { afterAll, beforeAll, expect, test } from 'vitest';
import { allowMarketCall, buyListingCall, listLicenceCall } from '#protocol/market/calls/listing-calls.ts';
import { appendVersionCall } from '#protocol/market/calls/mint-calls.ts';
import { approveCall } from '#protocol/market/calls/purchase-calls.ts';
import { newId } from '#protocol/new-id.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { importBundle } from '#server/knowledge/import/import-bundle.ts';
import { fakeVector, openFakeNode } from '#server/knowledge/testing/open-fake-node.ts';
import { addNode, bytesOf } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { getReceipt } from '#server/market/get-receipt.ts';
import { type MarketBench, openMarketBench, type Trader } from '#server/market/testing/open-market-bench.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { prepareVersion } from '#server/sale/prepare-version.ts';
import { compareVersions } from './compare-versions.ts';
import { describeUpdate } from './describe-update.ts';
import { freeSeat } from './free-seat.ts';
import { installComponent } from './install-component.ts';
import { listLibrary } from './list-library.ts';
import { listNewVersions } from './list-new-versions.ts';
import { listResalePurchases } from './list-resale-purchases.ts';
import { planLicences } from './plan-licences.ts';
import { updateComponent } from './update-component.ts';

const price = '3000000';
const old = 'The ferry to Skye leaves at seven o clock.';
const corrected = 'The ferry to Skye leaves at eight o clock since spring.';
const deedId = '1';
let bench: MarketBench;
let seller: Trader;
let buyer: Trader;
let componentId: string;
let agentVersionId: string;
let nodeId: string;

beforeAll(async () => {
  bench = await openMarketBench({ nodes: openFakeNode(), makeBundle });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
  nodeId = await addNode(bench.deps, buyer.id);
  const sold = await bench.addKnowledge(seller, [old, 'Bring a coat to the harbour.']);
  componentId = sold.componentId;
  await bench.offer(seller, sold.versionId, bench.choices(price, { durationDays: 30 }));
  await bench.buy(buyer, componentId, { price, root: sold.root });
  await bench.settle();
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[], version = 1) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed, version });
  return { bytes, root: reference.contentRoot };
}

/** The seller publishes another version and puts it on the deed. */
async function appendVersion(number: number, texts: string[]): Promise<void> {
  const { deps, chain } = bench;
  const { bytes } = await makeBundle(texts, number);
  await importBundle(deps, { ownerId: seller.id, content: bytesOf(bytes), knowledgeId: componentId });
  const { id } = await deps.db.version.findUniqueOrThrow({ where: { componentId_number: { componentId, number } } });
  const { version, isSellable } = await prepareVersion(deps, { ownerId: seller.id, versionId: id });
  expect(isSellable).toBe(true);
  await bench.send(seller, appendVersionCall(chain.reader.facts.contracts, { deedId, version }));
  await bench.settle();
  const { versions, deedOwner } = await getSale(deps, { ownerId: seller.id, componentId });
  expect(versions.find((one) => one.number === number)?.deedNumber).toBe(number);
  expect(deedOwner).toBe(seller.address.toLowerCase());
}

const mine = async () => (await listLibrary(bench.deps, { ownerId: buyer.id }))[0];
const asked = () => ({ ownerId: buyer.id, deedId });
const passages = async (knowledgeId: string) =>
  (await bench.deps.db.chunk.findMany({ where: { knowledgeId }, select: { text: true } })).map(({ text }) => text);

test('what was bought is in the library, and installed once however often it is asked for', async () => {
  expect(await mine()).toMatchObject({ deedId, name: 'Credits', state: 'ready', installed: null, hasUpdate: false });
  const installed = await installComponent(bench.deps, asked());
  expect(await installComponent(bench.deps, asked())).toEqual(installed);
  expect(await passages(installed.componentId)).toContain(old);
  expect(await mine()).toMatchObject({ state: 'installed', installed: { number: 1 }, seats: { owned: 1, used: [] } });
});

test('a newer version comes only when it is asked for, after a look at the difference', async () => {
  const installed = (await mine())?.installed?.componentId ?? '';
  await appendVersion(2, [corrected, 'Bring a coat to the harbour.']);
  const { versions } = await getSale(bench.deps, { ownerId: seller.id, componentId });
  expect(versions).toMatchObject([
    { number: 2, deedNumber: 2 },
    { number: 1, deedNumber: 1 },
  ]);
  expect(await mine()).toMatchObject({ hasUpdate: true, installed: { number: 1 }, newest: { number: 2 } });
  expect(await passages(installed)).toContain(old);
  expect(await listNewVersions(bench.deps, asked())).toMatchObject([{ number: 2 }]);

  const components = await bench.deps.db.component.count({ where: { ownerId: buyer.id } });
  const questions = ['When does the ferry to Skye leave?'];
  const { signal } = new AbortController();
  const [difference] = await compareVersions(bench.deps, { ...asked(), number: 2, questions, signal });
  expect(difference?.before.passages[0]?.text).toBe(old);
  expect(difference?.after.passages[0]?.text).toBe(corrected);
  expect(await passages(installed)).toContain(old);
  expect(await bench.deps.db.component.count({ where: { ownerId: buyer.id } })).toBe(components);

  await updateComponent(bench.deps, { ...asked(), number: 2 });
  expect(await passages(installed)).toEqual(expect.arrayContaining([corrected]));
  expect(await passages(installed)).not.toContain(old);
  expect(await mine()).toMatchObject({ hasUpdate: false, installed: { componentId: installed, number: 2 } });
  const again = updateComponent(bench.deps, { ...asked(), number: 2 });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
});

test('the plan of a deployment says what is missing, and where it is sold', async () => {
  const { deps } = bench;
  const ownerId = buyer.id;
  const installed = (await mine())?.installed?.componentId ?? '';
  const { id: agentId } = await createAgent(deps, { ownerId, name: 'Pilot', modelId: 'smollm2-135m-instruct' });
  const { draft, name } = await findOwnAgent(deps, { ownerId, agentId });
  const knowledge = [{ componentId: installed, versionId: null }];
  await updateAgent(deps, { ownerId, agentId, name, description: '', draft: { ...draft, knowledge } });
  agentVersionId = (await publishAgent(deps, { ownerId, agentId, note: '' })).versionId;
  const plan = await planLicences(deps, { ownerId, agentVersionId, nodeId });
  expect(plan).toMatchObject([{ deedId, name: 'Credits', state: 'not-linked', marketPath: '/market/1' }]);
});

test('a licence is sold on for its price less fee and royalty, and leaves the library of who had it', async () => {
  const { deps, chain, usd } = bench;
  const { contracts } = chain.reader.facts;
  const [creator, holder, next] = [
    await bench.newTrader('Eve'),
    await bench.newTrader('Hal'),
    await bench.newTrader('Nat'),
  ];
  const { componentId: id, versionId, root } = await bench.addKnowledge(creator, ['The lighthouse of Eve is white.']);
  await bench.offer(creator, versionId, bench.choices(price, { isPrivate: false, royaltyBps: 1_000 }));
  for (const trader of [holder, holder]) await bench.buy(trader, id, { price, root });
  await bench.settle();
  const library = async ({ id: ownerId }: Trader) => (await listLibrary(deps, { ownerId }))[0];
  expect((await library(holder))?.holdings).toMatchObject([{ units: 2, freeUnits: 2, lockedUntil: null }]);
  const { deedId: sold = '' } = (await library(holder)) ?? {};
  await installComponent(deps, { ownerId: holder.id, deedId: sold });

  const terms = {
    deedId: sold,
    scope: 0,
    units: 2,
    asset: usd,
    price,
    expiresAt: Math.floor(Date.now() / 1_000) + 86_400,
  };
  await bench.send(holder, allowMarketCall(contracts, 'componentLicence'));
  await bench.send(holder, listLicenceCall(contracts, terms));
  await bench.send(holder, listLicenceCall(contracts, { ...terms, units: 1 }));
  await bench.settle();
  const [stale, offered] = (await library(holder))?.offered ?? [];
  expect(offered).toMatchObject({ units: 2, price, isStale: false });
  const call = { listingId: offered?.listingId ?? '', maxPrice: price, expectedNonce: '0' };
  await bench.send(next, approveCall(contracts, { asset: usd, amount: price }));
  const txHash = await bench.send(next, buyListingCall(contracts, call));
  await bench.settle();
  const [resale] = (await getReceipt(deps, { txHash })).resales;
  expect(resale).toMatchObject({ kind: 'licence', units: 2, buyer: next.address.toLowerCase(), price });
  expect(Object.fromEntries(resale?.parts.map(({ source, amount }) => [source, amount]) ?? [])).toEqual({
    ...{ resale: '2625000', royalty: '300000', protocol: '75000' },
  });
  expect(await listResalePurchases(deps, { ownerId: next.id })).toMatchObject([{ kind: 'licence', price, txHash }]);
  expect(await listResalePurchases(deps, { ownerId: holder.id })).toEqual([]);
  expect(await library(holder)).toMatchObject({ state: 'sold', offered: [{ ...stale, isStale: true }] });
  expect(await library(next)).toMatchObject({ deedId: sold, state: 'ready', holdings: [{ units: 2 }] });

  const lockedUntil = new Date(deps.clock().getTime() + 86_400_000);
  await deps.db.licenceHolding.updateMany({
    where: { deedId: sold, account: next.address.toLowerCase() },
    data: { lockedUnits: 1, lockedUntil },
  });
  expect((await library(next))?.holdings).toMatchObject([{ units: 2, freeUnits: 1, lockedUntil }]);
  await deps.db.deedScope.updateMany({ where: { deedId: sold }, data: { isSoulbound: true } });
  expect((await library(next))?.holdings).toMatchObject([{ freeUnits: 0, isSoulbound: true }]);
});

test('a seat is given back a week after its key was released, and not before', async () => {
  const { deps } = bench;
  const { address } = await deps.db.node.findUniqueOrThrow({ where: { id: nodeId } });
  const release = { id: newId(), deedId, contentRoot: '0x', node: address.toLowerCase(), ground: 'seat' };
  const wallet = buyer.address.toLowerCase();
  await deps.db.keyReleaseLog.create({ data: { ...release, wallet, releasedAt: deps.clock() } });
  expect((await mine())?.seats).toMatchObject({ owned: 1, used: [{ node: address.toLowerCase(), name: 'Node' }] });
  await expect(freeSeat(deps, { ...asked(), node: address })).rejects.toThrow('within the last 7 days');
  await pass(8);
  await freeSeat(deps, { ...asked(), node: address });
  expect((await mine())?.seats.used).toEqual([]);
  await expect(freeSeat(deps, { ...asked(), node: address })).rejects.toMatchObject({ code: 'not_found' });
});

test('an expired licence keeps what is installed and brings nothing new', async () => {
  await pass(30);
  await appendVersion(3, ['There is no ferry to Skye in winter at all.']);
  expect(await mine()).toMatchObject({ state: 'expired', hasUpdate: false, installed: { number: 2 } });
  const update = updateComponent(bench.deps, { ...asked(), number: 3 });
  const refusal = 'Your licence has expired: what is installed stays';
  await expect(update).rejects.toThrow(refusal);
  await expect(describeUpdate(bench.deps, { ...asked(), number: 3 })).rejects.toThrow(refusal);
  const { signal } = new AbortController();
  const compared = compareVersions(bench.deps, { ...asked(), number: 3, questions: ['When?'], signal });
  await expect(compared).rejects.toThrow(refusal);
  expect(await passages((await mine())?.installed?.componentId ?? '')).toContain(corrected);
});

test('a licence that is gone keeps what is installed, and brings nothing new', async () => {
  await bench.deps.db.licenceHolding.updateMany({ where: { deedId }, data: { units: 0 } });
  const update = updateComponent(bench.deps, { ...asked(), number: 3 });
  await expect(update).rejects.toThrow(
    /^None of your wallets holds a licence of this, and no domain that your nodes are in; buy one/,
  );
  const entry = await bench.deps.db.libraryEntry.findFirstOrThrow({ where: { ownerId: buyer.id } });
  expect(await passages(entry.componentId ?? '')).toContain(corrected);
});

async function pass(days: number): Promise<void> {
  const seconds = days * 86_400;
  bench.deps.advance(seconds * 1_000);
  await bench.chain.control.increaseTime({ seconds });
  await bench.chain.control.mine({ blocks: 1 });
  await bench.settle();
}
