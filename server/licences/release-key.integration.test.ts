import { randomBytes } from 'node:crypto';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KeyRequest, keySlot } from '#protocol/licences/key-request.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { decideDomain, linkOnChain } from '#server/chain/testing/send-as-trader.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { type MarketBench, openMarketBench, type Trader } from '#server/market/testing/open-market-bench.ts';
import { openKeyEnvelope } from './open-key-envelope.ts';

const price = '1000000';
let bench: MarketBench;
let seller: Trader;
let buyer: Trader;
let root: string;
let key: Hex;

beforeAll(async () => {
  bench = await openMarketBench({ makeBundle });
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
  const sold = await bench.addKnowledge(seller, ['The well of Ash has water until the first frost.']);
  root = sold.root;
  await bench.offer(seller, sold.versionId, bench.choices(price));
  await bench.buy(buyer, sold.componentId, { price, root });
  const { envelope } = await bench.deps.db.contentKey.findFirstOrThrow();
  key = openKeyEnvelope(bench.deps, envelope).key;
}, 60_000);
afterAll(() => bench.close());

async function makeBundle(texts: string[]) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

const newNode = () => openTypedSigner(bytesToHex(randomBytes(32)));

async function signed(node: TypedSigner, changes: { root?: string; aheadSeconds?: number } = {}) {
  const secretKey = newSealingSecret();
  const expiresAt = Math.floor(bench.deps.clock().getTime() / 1000) + (changes.aheadSeconds ?? 60);
  const asked = { node: node.address, sealTo: `0x${sealingKeyOf(secretKey)}` as Hex, nonce: newNonce() };
  const message = { ...asked, contentRoot: (changes.root ?? root) as Hex, expiresAt: BigInt(expiresAt) };
  const signature = await node.signTypedMessage('KeyRequest', message);
  return { secretKey, request: { ...asked, expiresAt, signature } satisfies KeyRequest };
}

interface Answer {
  status: number;
  text: string;
  sealedKey: string;
  retryAfter: string | null;
}

async function ask(request: object, of = root, from = ''): Promise<Answer> {
  const response = await fetch(`${bench.gateway.url}/licensed/${of}/key`, {
    method: 'POST',
    headers: from ? { 'x-forwarded-for': from } : {},
    body: JSON.stringify(request),
  });
  const text = await response.text();
  const { sealedKey = '' } = JSON.parse(text) as { sealedKey?: string };
  return { status: response.status, text, sealedKey, retryAfter: response.headers.get('retry-after') };
}

test("the creator's own node gets the key without a licence, sealed to the key of its request", async () => {
  const node = newNode();
  const row = { id: newId(), ownerId: seller.id, address: node.address, name: 'Own' };
  await bench.deps.db.node.create({ data: row });
  await bench.settle();
  const { secretKey, request } = await signed(node);
  const { status, sealedKey } = await ask(request);
  expect(status).toBe(200);
  expect(openSecret({ secretKey, slot: keySlot(root), sealed: sealedKey })).toBe(key);
  expect(hexToBytes(key)).toHaveLength(32);
});

test('a request that is repeated, late, changed, signed by another or for other content is refused', async () => {
  const node = newNode();
  await bench.deps.db.node.create({ data: { id: newId(), ownerId: seller.id, address: node.address, name: 'Own' } });
  const { request } = await signed(node);
  expect((await ask(request)).status).toBe(200);
  expect((await ask(request)).status).toBe(409);
  expect((await ask((await signed(node, { aheadSeconds: -120 })).request)).status).toBe(401);
  expect((await ask((await signed(node, { aheadSeconds: 9_999 })).request)).status).toBe(401);
  const stolen = { ...(await signed(newNode())).request, node: node.address };
  expect((await ask(stolen)).status).toBe(403);
  const otherRoot = `0x${'ab'.repeat(32)}`;
  expect((await ask((await signed(node)).request, otherRoot)).status).toBe(403);
  expect((await ask((await signed(node, { root: otherRoot })).request, otherRoot)).status).toBe(404);
  expect((await ask({ hello: 1 })).status).toBe(400);
  expect((await ask((await signed(node)).request, 'nothing')).status).toBe(404);
});

test('of two nodes that ask at once for the last seat one gets it, and keeps it', async () => {
  const nodes = [newNode(), newNode()];
  for (const node of nodes) await linkOnChain(bench, buyer, node);
  const requests = await Promise.all(nodes.map((node) => signed(node)));
  const answers = await Promise.all(requests.map(({ request }) => ask(request)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  expect(answers.find(({ status }) => status === 403)?.text).toContain('All seats of');
  const winner = nodes[answers.findIndex(({ status }) => status === 200)];
  if (!winner) throw new Error('Nobody got the seat.');
  expect((await ask((await signed(winner)).request)).status).toBe(200);
});

test('no key is given for a purchase whose key is not on record yet: its price could still go back', async () => {
  const late = await bench.newTrader('Late');
  const node = newNode();
  await linkOnChain(bench, late, node);
  await bench.buy(late, '1', { price, root });
  const before = await ask((await signed(node)).request);
  expect(before.status).toBe(403);
  expect(before.text).toContain('waits for its key');
  await bench.settle();
  expect((await ask((await signed(node)).request)).status).toBe(200);
});

test('a node that is linked and holds no licence, or whose licence is for another deed, gets nothing and reads where to buy', async () => {
  const poor = await bench.newTrader('Poor');
  const node = newNode();
  const unlinked = await ask((await signed(node)).request);
  expect([unlinked.status, unlinked.sealedKey]).toEqual([403, '']);
  expect(unlinked.text).toContain('is linked with no wallet on chain');
  await linkOnChain(bench, poor, node);
  const without = await ask((await signed(node)).request);
  expect([without.status, without.sealedKey]).toEqual([403, '']);
  expect(without.text).toContain(`${poor.address} holds no licence of it. Licences are sold at`);
  expect(without.text).toContain('/market/1.');

  const other = await bench.addKnowledge(seller, ['The well of Oak is dry all summer.']);
  await bench.offer(seller, other.versionId, bench.choices(price));
  await bench.buy(poor, other.componentId, { price, root: other.root });
  await bench.settle();
  expect((await ask((await signed(node)).request)).status).toBe(403);
  expect((await ask((await signed(node, { root: other.root })).request, other.root)).status).toBe(200);
});

test('a domain licence covers the nodes of others that its holder has let in, and no others', async () => {
  const [operator, worker] = [await bench.newTrader('Olga'), await bench.newTrader('Will')];
  const sold = await bench.addKnowledge(seller, ['The well of Elm is shared by seven huts.']);
  const prices = [{ asset: bench.usd, seat: null, domain: price }];
  await bench.offer(seller, sold.versionId, bench.choices(price, { prices }));
  await bench.buy(operator, sold.componentId, { price, root: sold.root, scope: 1 });
  const [inside, outside] = [newNode(), newNode()];
  for (const node of [inside, outside]) await linkOnChain(bench, worker, node);
  await decideDomain(bench, operator, ['createDomain', 'seven-huts', 0]);
  await decideDomain(bench, worker, ['requestAdmission', 1n, inside.address]);
  await bench.settle();
  const statusOf = async (node: TypedSigner) =>
    (await ask((await signed(node, { root: sold.root })).request, sold.root)).status;

  expect(await statusOf(inside)).toBe(403);
  await decideDomain(bench, operator, ['admit', 1n, inside.address, worker.address]);
  await bench.settle();
  expect([await statusOf(inside), await statusOf(outside)]).toEqual([200, 403]);
  expect(await bench.deps.db.keyReleaseLog.findMany({ where: { node: inside.address.toLowerCase() } })).toMatchObject([
    { ground: 'domain', wallet: operator.address.toLowerCase() },
  ]);

  // The index is one block late at least, so that what the chain says now decides.
  await decideDomain(bench, operator, ['ban', 1n, inside.address, 'It sold what it was given.']);
  expect(await statusOf(inside)).toBe(403);
  await decideDomain(bench, operator, ['unban', 1n, inside.address]);
  await decideDomain(bench, operator, ['evict', 1n, inside.address, 'It answers too slowly.']);
  expect(await statusOf(inside)).toBe(200);
  await bench.chain.control.increaseTime({ seconds: 86_401 });
  await bench.chain.control.mine({ blocks: 1 });
  expect(await statusOf(inside)).toBe(403);
});

test('too many requests of a node, or from an address, wait; nobody uses up those of another', async () => {
  const endsAt = new Date(bench.deps.clock().getTime() + 40_000);
  const [busy, calm] = [newNode(), newNode()];
  const used = (key: string, count: number) =>
    bench.deps.db.allowance.create({ data: { key: `licensed:${key}`, endsAt, used: count } });
  await used(busy.address.toLowerCase(), limits.keyRequestsPerNode);
  const waits = await ask((await signed(busy)).request);
  expect(waits).toMatchObject({ status: 429, retryAfter: '40', sealedKey: '' });
  expect(waits.text).toContain('Too many requests for keys of this node; try again in 40 seconds.');
  // Signed by another, it counts for nobody.
  const stolen = { ...(await signed(busy)).request, node: calm.address };
  expect((await ask(stolen)).status).toBe(403);
  expect(await bench.deps.db.allowance.count({ where: { key: `licensed:${calm.address.toLowerCase()}` } })).toBe(0);

  await used('198.51.100.9', limits.keyRequestsPerAddress);
  expect(await ask({ hello: 1 }, root, '198.51.100.9')).toMatchObject({ status: 429, retryAfter: '40' });
  expect((await ask({ hello: 1 }, root, '198.51.100.10')).status).toBe(400);
});

test('when the chain can not be read nobody gets a key', async () => {
  const node = newNode();
  await linkOnChain(bench, buyer, node);
  const { chain } = bench.deps;
  if (!chain) throw new Error('There is no chain.');
  const { client } = chain;
  chain.client = {
    ...client,
    getBlockNumber: () => Promise.reject(new Error('connect ECONNREFUSED')),
  } as typeof client;
  const refused = await ask((await signed(node)).request);
  chain.client = client;
  expect(refused.status).toBe(502);
  expect(refused.text).toContain("can't be read now");
});
