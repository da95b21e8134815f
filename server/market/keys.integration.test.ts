import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Hex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintCall } from '#protocol/market/calls/mint-calls.ts';
import { approveCall } from '#protocol/market/calls/purchase-calls.ts';
import { keyCommitment } from '#protocol/market/key-commitment.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { forwardClock } from '#server/chain/local/forward-clock.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { installComponent } from '#server/library/install-component.ts';
import { listLibrary } from '#server/library/list-library.ts';
import { listPurchases, type Remedy } from '#server/library/list-purchases.ts';
import { showKey } from '#server/library/show-key.ts';
import { openKeyEnvelope, sealKeyEnvelope } from '#server/licences/open-key-envelope.ts';
import { getSale } from '#server/sale/get-sale.ts';
import { listSales } from '#server/sale/list-sales.ts';
import { prepareSale } from '#server/sale/prepare-sale.ts';
import { decideDispute } from './disputes/decide-dispute.ts';
import { listDisputes } from './disputes/list-disputes.ts';
import { getReceipt } from './get-receipt.ts';
import { listMarketAttention } from './list-market-attention.ts';
import { forgeDelivery } from './testing/forge-delivery.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

const price = '2000000';
const bond = '200000';
let bench: MarketBench;
let seller: Trader;
let buyer: Trader;

beforeAll(async () => {
  bench = await openMarketBench({ makeBundle });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[]) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

let made = 0;
/** A private component of the seller's on sale. */
async function offer() {
  made += 1;
  const sold = await bench.addKnowledge(seller, [`Fact ${made}: the tower of town ${made} is ${made} metres high.`]);
  await bench.offer(seller, sold.versionId, bench.choices(price));
  return sold;
}

/** One that was bought, after the seller's studio has changed what it would deliver. */
async function sell(prepare: (root: string) => Promise<unknown> = () => Promise.resolve()) {
  const sold = await offer();
  await prepare(sold.root);
  const before = await bench.balanceOf(buyer.address);
  const txHash = await bench.buy(buyer, sold.componentId, { price, root: sold.root });
  await bench.settle();
  const { deedId } = await getSale(bench.deps, { ownerId: seller.id, componentId: sold.componentId });
  return { ...sold, before, txHash, deedId: deedId ?? '' };
}

const keyOf = (contentRoot: string) =>
  bench.deps.db.contentKey.findFirstOrThrow({ where: { contentRoot }, include: { blob: true } });
const loseKey = (contentRoot: string) => bench.deps.db.contentKey.deleteMany({ where: { contentRoot } });
const newest = async () => (await listPurchases(bench.deps, { ownerId: buyer.id }))[0];
const inLibrary = async (deedId: string) =>
  (await listLibrary(bench.deps, { ownerId: buyer.id })).find((item) => item.deedId === deedId);
const receipt = async (txHash: Hex) => (await getReceipt(bench.deps, { txHash })).purchases[0];
const gain = async ({ before }: { before: bigint }) => (await bench.balanceOf(buyer.address)) - before;

async function use(kind: Remedy['kind']): Promise<void> {
  const remedy = (await newest())?.remedies.find((one) => one.kind === kind);
  if (!remedy) throw new Error(`Nothing of the kind ${kind} can be done now.`);
  const { contracts } = bench.chain.reader.facts;
  if (kind === 'dispute') await bench.send(buyer, approveCall(contracts, { asset: bench.usd, amount: remedy.amount }));
  await bench.send(buyer, remedy.call);
  await bench.settle();
}

const operator = { ownerId: localOwnerId };

/** As the studio's operator does it for the local chain's own arbiter. */
async function rule(isBuyerRight: boolean): Promise<void> {
  const { purchaseId = '' } = (await newest()) ?? {};
  await decideDispute(bench.deps, { ...operator, purchaseId, isBuyerRight });
  await bench.settle();
}

test('what is prepared several times at once keeps one nonce, one key and each check once', async () => {
  const hasty = await bench.newTrader('Hasty');
  const { versionId, componentId } = await bench.addKnowledge(hasty, ['Haste makes waste in the garden of Hasty.']);
  const asked = { ownerId: hasty.id, versionId, wallet: hasty.address };
  const prepared = await Promise.all(
    ['1', '2', '3', '4', '5', '6'].map((price) => prepareSale(bench.deps, { ...asked, choices: bench.choices(price) })),
  );
  expect(new Set(prepared.map(({ voucher }) => voucher.nonce)).size).toBe(1);
  expect(new Set(prepared.map(({ voucher }) => voucher.terms.version.keyCommitment)).size).toBe(1);
  const { digest } = await bench.deps.db.saleTerms.findUniqueOrThrow({ where: { componentId } });
  expect(prepared.map((one) => one.digest)).toContain(digest);
  const kinds = (await bench.deps.db.saleCheck.findMany({ where: { versionId } })).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(prepared[0]?.checks.map(({ kind }) => kind).toSorted());
});

test('a forged key is found out when it comes, and its buyer gets the price back alone', async () => {
  const shop = await sell(async (contentRoot) => {
    const row = await bench.deps.db.contentKey.findFirstOrThrow({ where: { contentRoot } });
    const { salt } = openKeyEnvelope(bench.deps, row.envelope);
    const forged = sealKeyEnvelope(bench.deps, { key: `0x${'66'.repeat(32)}`, salt });
    await bench.deps.db.contentKey.update({ where: { versionId: row.versionId }, data: { envelope: { ...forged } } });
  });
  const { deedId } = shop;
  const remedies = [{ kind: 'refundBadKey', amount: price }];
  expect(await newest()).toMatchObject({ deedId, state: 'delivered', key: 'wrong', remedies });
  expect(await inLibrary(deedId)).toMatchObject({ state: 'bad-key', installed: null });
  const install = installComponent(bench.deps, { ownerId: buyer.id, deedId });
  await expect(install).rejects.toThrow('not the one that was promised');
  await use('refundBadKey');
  expect(await receipt(shop.txHash)).toMatchObject({ state: 'refunded', refundReason: 'bad-key', parts: [] });
  expect(await gain(shop)).toBe(0n);
  const sales = await listSales(bench.deps, { ownerId: seller.id, componentId: shop.componentId });
  expect(sales).toMatchObject([{ state: 'refunded', refundReason: 'bad-key' }]);
  expect(await newest()).toMatchObject({ state: 'refunded', refundReason: 'bad-key', remedies: [] });
  expect(await inLibrary(deedId)).toMatchObject({ state: 'refunded', holdings: [] });
  const again = installComponent(bench.deps, { ownerId: buyer.id, deedId });
  await expect(again).rejects.toMatchObject({ code: 'forbidden' });
});

test('a right key can be confirmed, or objected to with a bond that the arbiter gives to whoever is right', async () => {
  const honest = await sell();
  const both = [
    { kind: 'confirm', amount: price },
    { kind: 'dispute', amount: bond },
  ];
  expect(await newest()).toMatchObject({ state: 'delivered', key: 'right', remedies: both, buyer: expect.any(String) });
  await use('dispute');
  expect(await newest()).toMatchObject({ state: 'disputed', remedies: [] });
  expect(await gain(honest)).toBe(-2_200_000n);
  const { seat, open } = await listDisputes(bench.deps, operator);
  expect(seat).toEqual({ by: 'local', arbiter: localAccount('arbiter').address });
  const parties = { buyer: buyer.address.toLowerCase(), seller: seller.address.toLowerCase() };
  expect(open).toMatchObject([{ ...parties, deedId: honest.deedId, price, bond, isLate: false }]);
  const shown = await showKey(bench.deps, { ownerId: buyer.id, purchaseId: open[0]?.purchaseId ?? '' });
  expect(keyCommitment({ contentRoot: honest.root as Hex, ...shown })).toBe(open[0]?.key.commitment);
  await rule(false);
  const lost = await receipt(honest.txHash);
  expect(lost).toMatchObject({ state: 'paid', refundReason: null });
  expect(lost?.parts).toContainEqual(expect.objectContaining({ source: 'bond', amount: bond }));
  expect(await inLibrary(honest.deedId)).toMatchObject({ state: 'ready', holdings: [{ units: 1 }] });

  const right = await sell();
  await use('dispute');
  await rule(true);
  expect(await receipt(right.txHash)).toMatchObject({ state: 'refunded', refundReason: 'dispute' });
  expect(await gain(right)).toBe(0n);
  const { open: left, ruled } = await listDisputes(bench.deps, operator);
  expect(left).toEqual([]);
  expect(ruled).toMatchObject([{ isBuyerRight: true }, { isBuyerRight: false, deedId: honest.deedId }]);
});

test('disputes are seen and decided by the arbiter alone', async () => {
  const { deps } = bench;
  await sell();
  await use('dispute');
  const { purchaseId = '' } = (await newest()) ?? {};
  for (const { id: ownerId } of [seller, buyer]) {
    await expect(listDisputes(deps, { ownerId })).rejects.toMatchObject({ code: 'forbidden' });
    const asked = { ownerId, purchaseId, isBuyerRight: true };
    await expect(decideDispute(deps, asked)).rejects.toMatchObject({ code: 'forbidden' });
  }
  await expect(showKey(deps, { ownerId: seller.id, purchaseId })).rejects.toMatchObject({ code: 'not_found' });
  const network = openChain({ ...bench.chain.reader.facts, isLocal: false });
  await expect(listDisputes({ ...deps, chain: network }, operator)).rejects.toMatchObject({ code: 'forbidden' });

  const { address } = localAccount('arbiter');
  const linked = { address: address.toLowerCase(), ownerId: seller.id };
  await deps.db.wallet.create({ data: { id: randomUUID(), ...linked } });
  expect(await listDisputes(deps, { ownerId: seller.id })).toMatchObject({
    seat: { by: 'wallet' },
    open: [{ purchaseId }],
  });
  await deps.db.wallet.deleteMany({ where: linked });

  await rule(false);
  const again = decideDispute(deps, { ...operator, purchaseId, isBuyerRight: true });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
});

test('content that was exchanged, or lost a block, is never installed', async () => {
  const { deps } = bench;
  const [shop, other] = [await sell(), await offer()];
  const [mine, theirs] = [await keyOf(shop.root), await keyOf(other.root)];
  const components = await deps.db.component.count({ where: { ownerId: buyer.id } });
  const install = () => installComponent(deps, { ownerId: buyer.id, deedId: shop.deedId });
  const exchange = (blobId: string) =>
    deps.db.contentKey.update({ where: { versionId: mine.versionId }, data: { blobId } });
  await exchange(theirs.blobId);
  await expect(install()).rejects.toThrow('The key does not open this bundle');
  await exchange(mine.blobId);

  const file = await deps.blobs.path(mine.blob.sha256);
  const whole = await readFile(file);
  const changed = Buffer.from(whole);
  changed[whole.length - 40] = (changed[whole.length - 40] ?? 0) ^ 1;
  for (const broken of [changed, whole.subarray(0, -64)]) {
    await writeFile(file, broken);
    await expect(install()).rejects.toMatchObject({ code: 'unreadable_document' });
  }
  expect(await deps.db.component.count({ where: { ownerId: buyer.id } })).toBe(components);
  await writeFile(file, whole);
  expect(await install()).toMatchObject({ number: 1 });
});

test('other content than the deed says brings a right key, a refusal to install, and a way to object', async () => {
  const { deps, chain } = bench;
  const [shop, other] = [await offer(), await offer()];
  const { versionId } = await keyOf(shop.root);
  const { envelope, blobId } = await keyOf(other.root);
  const { key, salt } = openKeyEnvelope(deps, envelope);
  const commitment = keyCommitment({ contentRoot: shop.root as Hex, key, salt });
  await deps.db.contentKey.update({ where: { versionId }, data: { envelope: envelope ?? {}, blobId, commitment } });
  const where = { ownerId: seller.id, componentId: shop.componentId };
  const { voucher } = await getSale(deps, where);
  if (!voucher) throw new Error('There is no voucher.');
  const version = { ...voucher.terms.version, keyCommitment: commitment };
  await bench.send(seller, mintCall(chain.reader.facts.contracts, { ...voucher.terms, version }));
  await bench.settle();
  await bench.buy(buyer, shop.componentId, { price, root: shop.root });
  await bench.settle();
  expect(await newest()).toMatchObject({ key: 'right', remedies: [{ kind: 'confirm' }, { kind: 'dispute' }] });
  const install = installComponent(deps, { ownerId: buyer.id, deedId: (await getSale(deps, where)).deedId ?? '' });
  await expect(install).rejects.toThrow(/has the root 0x.*Nothing was installed/);
});

test('a key that never comes gives the price back after the deadline, and the seller sees why', async () => {
  const shop = await sell(loseKey);
  expect(await newest()).toMatchObject({ deedId: shop.deedId, state: 'held', key: 'waiting', remedies: [] });
  const job = await bench.deps.db.job.findFirst({ where: { ownerId: seller.id, errorMessage: { not: null } } });
  expect(job?.errorMessage).toContain('has no key of deed');
  await pass(16 * 60);
  expect(await newest()).toMatchObject({ state: 'held', isLate: true, remedies: [{ kind: 'refund', amount: price }] });
  expect(await inLibrary(shop.deedId)).toMatchObject({ state: 'late' });
  const sold = { ownerId: seller.id, componentId: shop.componentId };
  expect(await listSales(bench.deps, sold)).toMatchObject([
    { isLate: true, remedy: { kind: 'sendBack', amount: price } },
  ]);
  const due = { kind: 'purchase-due', what: 'late', txHash: shop.txHash };
  expect(await listMarketAttention(bench.deps, { ownerId: buyer.id })).toMatchObject([due]);
  await use('refund');
  expect(await receipt(shop.txHash)).toMatchObject({ state: 'refunded', refundReason: 'undelivered' });
  expect(await gain(shop)).toBe(0n);
});

test('what is no key, or a wrong one without proof, can only be objected to; without a decision price and bond come back', async () => {
  const shop = await sell(loseKey);
  await forgeDelivery(bench, seller, 'unproven');
  const dispute = { kind: 'dispute', amount: bond };
  expect(await newest()).toMatchObject({ state: 'delivered', key: 'unreadable', remedies: [dispute] });
  expect(await inLibrary(shop.deedId)).toMatchObject({ state: 'bad-key' });
  await use('dispute');
  expect(await newest()).toMatchObject({ state: 'disputed', key: 'unreadable', remedies: [] });
  await pass(14 * 86_400 + 60);
  expect(await newest()).toMatchObject({ remedies: [{ kind: 'refund', amount: '2200000' }] });
  await use('refund');
  expect(await receipt(shop.txHash)).toMatchObject({ state: 'refunded', refundReason: 'dispute-timeout' });
  expect(await gain(shop)).toBe(0n);

  const silent = await sell(loseKey);
  await forgeDelivery(bench, seller, 'no-key');
  await pass(6 * 60);
  expect(await receipt(silent.txHash)).toMatchObject({ state: 'paid' });
  expect(await newest()).toMatchObject({ remedies: [] });
});

/** Only the chain's clock moves. */
async function pass(seconds: number): Promise<void> {
  await forwardClock(bench.deps, { seconds });
  await bench.settle();
}
