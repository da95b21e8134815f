import { readFile, writeFile } from 'node:fs/promises';
import { type Hex, hexToBytes } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { allowMarketCall, buyListingCall, listDeedCall } from '#protocol/market/calls/listing-calls.ts';
import { mintCall, removeOfferCall, setOfferCall } from '#protocol/market/calls/mint-calls.ts';
import { buyLicenceCall } from '#protocol/market/calls/purchase-calls.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { withdrawSale } from '#server/sale/withdraw-sale.ts';
import { getPage } from './get-page.ts';
import { getReceipt } from './get-receipt.ts';
import { planPurchase } from './plan-purchase.ts';
import { readResales } from './read-resales.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

const price = '2000000';
let bench: MarketBench;
let buyer: Trader;

beforeAll(async () => {
  bench = await openMarketBench({ makeBundle });
  buyer = await bench.newTrader('Bob');
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[]) {
  const engine = openScriptedEngine({ dimensions: 384 });
  const { fingerprint, sha256: modelId } = defaultEmbeddingModel();
  const { signal } = new AbortController();
  const embed = async (inputs: string[]) =>
    (await engine.embed({ modelId, inputs, priority: 'ingest' }, signal)).vectors;
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

let made = 0;
/** A seller with a component of their own on sale. */
async function openShop(changes: Parameters<MarketBench['choices']>[1] = {}) {
  made += 1;
  const seller = await bench.newTrader(`Seller ${made}`);
  const sold = await bench.addKnowledge(seller, [`Fact ${made}: the tower of town ${made} is ${made} metres high.`]);
  await bench.offer(seller, sold.versionId, bench.choices(price, changes));
  const deedId = async () =>
    (await getSale(bench.deps, { ownerId: seller.id, componentId: sold.componentId })).deedId ?? '';
  return { seller, ...sold, deedId };
}

const purchaseOf = async (deedId: string) => bench.deps.db.marketPurchase.findFirst({ where: { deedId } });

describe('a purchase', () => {
  test('at another price than was seen is refused before it is sent, and by the contract', async () => {
    const shop = await openShop({ isPrivate: false });
    await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    await bench.settle();
    const deedId = await shop.deedId();
    const asked = { ownerId: buyer.id, wallet: buyer.address, id: deedId, scope: 0 as const, asset: bench.usd };
    const seen = { ...asked, quantity: 1, seenPrice: price, seenRoot: shop.root };
    const stale = await planPurchase(bench.deps, seen);
    const { contracts } = bench.chain.reader.facts;
    await bench.send(shop.seller, setOfferCall(contracts, { deedId, scope: 0, asset: bench.usd, price: '9000000' }));
    await expect(planPurchase(bench.deps, seen)).rejects.toThrow('changed from 2 mUSD to 9 mUSD');
    const wrongRoot = { ...seen, seenPrice: '9000000', seenRoot: `0x${'1'.repeat(64)}` };
    await expect(planPurchase(bench.deps, wrongRoot)).rejects.toMatchObject({ code: 'conflict', param: 'seenRoot' });
    await bench.send(shop.seller, removeOfferCall(contracts, { deedId, scope: 0, asset: bench.usd }));
    await expect(planPurchase(bench.deps, seen)).rejects.toThrow('not sold in this asset now');
    const before = await bench.balanceOf(buyer.address);
    await bench.send(buyer, stale.approve);
    await expect(bench.send(buyer, buyLicenceCall(contracts, stale.purchase))).rejects.toThrow();
    expect(await bench.balanceOf(buyer.address)).toBe(before);
  });

  test('of the last licence is one of two', async () => {
    const shop = await openShop({ seatCap: '1' });
    const rival = await bench.newTrader('Rival');
    await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    const before = await bench.balanceOf(rival.address);
    await expect(bench.buy(rival, shop.componentId, { price, root: shop.root })).rejects.toThrow();
    expect(await bench.balanceOf(rival.address)).toBe(before);
    await bench.settle();
    const page = await getPage(bench.deps, { ownerId: rival.id, id: await shop.deedId(), nodeId: null });
    expect(page.holders).toMatchObject([{ account: buyer.address.toLowerCase(), units: 1 }]);
  });

  test('of a deed that has moved since it was listed never happens', async () => {
    const shop = await openShop({ isPrivate: false });
    await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    await bench.settle();
    const deedId = await shop.deedId();
    const { contracts } = bench.chain.reader.facts;
    const expiresAt = Math.floor(bench.deps.clock().getTime() / 1000) + 86_400;
    await bench.send(shop.seller, allowMarketCall(contracts, 'componentRegistry'));
    await bench.send(shop.seller, listDeedCall(contracts, { deedId, asset: bench.usd, price: '1', expiresAt }));
    await bench.settle();
    const [listing] = await readResales(bench.deps, { deedId, wallets: [] });
    expect(listing).toMatchObject({ kind: 'deed', price: '1' });
    const heir = await bench.newTrader('Heir');
    const { account, send } = shop.seller.wallet;
    const moved = await send.writeContract({
      address: contracts.componentRegistry,
      abi: componentRegistryAbi,
      functionName: 'transferFrom',
      args: [shop.seller.address, heir.address, BigInt(deedId)],
      account,
      chain: send.chain ?? null,
    });
    await bench.chain.untilMined(moved);
    await bench.settle();
    expect(await readResales(bench.deps, { deedId, wallets: [] })).toEqual([]);
    const own = await readResales(bench.deps, { deedId, wallets: [shop.seller.address.toLowerCase()] });
    expect(own).toMatchObject([{ listingId: listing?.listingId, isStale: true }]);
    const { listingId = '', transferNonce = '' } = listing ?? {};
    const call = buyListingCall(contracts, { listingId, maxPrice: '1', expectedNonce: transferNonce });
    await expect(bench.send(buyer, call)).rejects.toThrow();
  });

  test('that the chain takes back is forgotten, and can be made again', async () => {
    const shop = await openShop();
    const snapshot = await bench.chain.control.snapshot();
    const txHash = await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    await bench.settle();
    expect(await getReceipt(bench.deps, { txHash })).toMatchObject({ state: 'confirmed', purchases: [{ price }] });
    const lost = await shop.deedId();
    expect(lost).not.toBe('');
    await bench.chain.control.revert({ id: snapshot });
    await bench.chain.control.mine({ blocks: 12 });
    await bench.settle();
    const where = { ownerId: shop.seller.id, componentId: shop.componentId };
    expect(await getSale(bench.deps, where)).toMatchObject({ step: 'offered', deedId: null });
    expect(await purchaseOf(lost)).toBeNull();
    expect(await getReceipt(bench.deps, { txHash })).toMatchObject({ state: 'unknown', purchases: [] });

    await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    await bench.settle();
    expect(await getSale(bench.deps, where)).toMatchObject({ step: 'minted' });
    expect(await purchaseOf(await shop.deedId())).toMatchObject({ state: 'delivered' });
  });

  test('while the chain does not answer is told as pending or unknown, never as failed', async () => {
    const shop = await openShop({ isPrivate: false });
    const txHash = await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    expect(await getReceipt(bench.deps, { txHash })).toMatchObject({ state: 'pending' });
    const { chain } = bench.deps;
    if (!chain) throw new Error('There is no chain.');
    const gone = { ...chain.client, getTransactionReceipt: down, getTransaction: down, getBlockNumber: down };
    const offline = { ...bench.deps, chain: { ...chain, client: gone as typeof chain.client } };
    expect(await getReceipt(offline, { txHash })).toMatchObject({ state: 'unknown' });
    await bench.settle();
    expect(await getReceipt(offline, { txHash })).toMatchObject({ state: 'confirmed', purchases: [{ state: 'paid' }] });
  });
});

describe('selling', () => {
  test('a bundle that was edited on disk can not be sold', async () => {
    const seller = await bench.newTrader('Ada');
    const sold = await bench.addKnowledge(seller, ['The old mill grinds rye on Tuesdays only.']);
    const { blob } = await bench.deps.db.version.findUniqueOrThrow({
      where: { id: sold.versionId },
      select: { blob: { select: { sha256: true } } },
    });
    const file = await bench.deps.blobs.path(blob?.sha256 ?? '');
    const bytes = await readFile(file);
    bytes[600] = (bytes[600] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const asked = { ownerId: seller.id, versionId: sold.versionId, wallet: seller.address };
    const prepared = await prepareSale(bench.deps, { ...asked, choices: bench.choices(price, { isPrivate: false }) });
    expect(prepared.isSellable).toBe(false);
    expect(prepared.checks).toMatchObject([{ kind: 'bundle', outcome: 'failed' }, {}, {}]);
    await expect(bench.offer(seller, sold.versionId, bench.choices(price, { isPrivate: false }))).rejects.toThrow(
      "It can't be sold yet: The stored bundle",
    );
  });

  test('terms that the contract would refuse are never signed, and say what to change', async () => {
    const seller = await bench.newTrader('Ada');
    const sold = await bench.addKnowledge(seller, ['The third mill grinds rye on Sundays only.']);
    const asked = { ownerId: seller.id, versionId: sold.versionId, wallet: seller.address };
    const parents = [{ id: '999', bps: 500 }];
    const lost = prepareSale(bench.deps, { ...asked, choices: bench.choices(price, { parents }) });
    await expect(lost).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('There is no deed #999'),
    });
    const { chain } = bench.deps;
    if (!chain) throw new Error('There is no chain.');
    const offline = {
      ...bench.deps,
      chain: { ...chain, client: { ...chain.client, call: down } as typeof chain.client },
    };
    const unread = prepareSale(offline, { ...asked, choices: bench.choices(price) });
    await expect(unread).rejects.toMatchObject({ code: 'upstream_failed' });
    expect(await bench.deps.db.saleTerms.count({ where: { ownerId: seller.id } })).toBe(0);
  });

  test('an offer that was withdrawn and cancelled on chain can be made again, and the old one is worthless', async () => {
    const { seller, ...shop } = await openShop();
    const where = { ownerId: seller.id, componentId: shop.componentId };
    const planned = await planPurchase(bench.deps, {
      ...{ ownerId: buyer.id, wallet: buyer.address, id: shop.componentId, scope: 0, asset: bench.usd, quantity: 1 },
      ...{ seenPrice: price, seenRoot: shop.root },
    });
    const nonce = async () => (await getSale(bench.deps, where)).voucher?.nonce;
    const first = await nonce();
    expect((await withdrawSale(bench.deps, where)).call).not.toBeNull();
    await bench.offer(seller, shop.versionId, bench.choices(price));
    expect(await nonce()).toBe(first);
    const { call } = await withdrawSale(bench.deps, where);
    if (call) await bench.send(seller, call);
    await bench.offer(seller, shop.versionId, bench.choices(price));
    expect(await nonce()).not.toBe(first);
    await bench.send(buyer, planned.approve);
    await expect(bench.send(buyer, planned.buy)).rejects.toThrow();
    await bench.buy(buyer, shop.componentId, { price, root: shop.root });
    await bench.settle();
    expect(await getSale(bench.deps, where)).toMatchObject({ step: 'minted' });
    await expect(withdrawSale(bench.deps, where)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a deed that was minted without the studio hearing of it is found', async () => {
    const seller = await bench.newTrader('Ada');
    const sold = await bench.addKnowledge(seller, ['The new mill grinds wheat on Thursdays only.']);
    const asked = { ownerId: seller.id, versionId: sold.versionId, wallet: seller.address };
    const { voucher } = await prepareSale(bench.deps, { ...asked, choices: bench.choices(price) });
    await bench.send(seller, mintCall(bench.chain.reader.facts.contracts, voucher.terms));
    await bench.settle();
    const sale = await getSale(bench.deps, { ownerId: seller.id, componentId: sold.componentId });
    expect(sale).toMatchObject({ step: 'minted', signature: null });
    expect(hexToBytes(voucher.terms.version.keyCommitment as Hex).some((byte) => byte !== 0)).toBe(true);
  });
});

function down(): Promise<never> {
  return Promise.reject(new Error('connect ECONNREFUSED'));
}
