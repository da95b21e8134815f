import { randomBytes } from 'node:crypto';
import { type Address, bytesToHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { mintCall } from '#protocol/market/calls/mint-calls.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { newId } from '#protocol/new-id.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { openPairedNode, type PairedNode } from '#runtime/testing/open-paired-node.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { decideDomain, linkOnChain } from '#server/chain/testing/send-as-trader.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { findReleasedKey } from '#server/licences/find-released-key.ts';
import { type MarketBench, openMarketBench, type Trader } from '#server/market/testing/open-market-bench.ts';
import { installComponent } from './install-component.ts';
import { listLibrary } from './list-library.ts';

const price = '3000000';
let shop: MarketBench;
let home: MarketBench;
let seller: Trader;
let buyer: Trader;
let paired: PairedNode;
let nodeId: string;

/** Two studios with databases, accounts and gateways of their own; they share nothing but the chain. */
beforeAll(async () => {
  shop = await openMarketBench({ makeBundle });
  home = await openMarketBench({
    chain: shop.chain,
    nodes: { request: (address, request) => paired.request(address, request) },
    makeBundle,
  });
  seller = await shop.newTrader('Ada');
  buyer = await home.newTrader('Bob');
  const chain = pinnedChainOf(home.chain.reader.facts);
  const pin = { controller: buyer.keyAddress as Address, gatewayOrigin: home.gateway.url, chain };
  paired = await openPairedNode(pin, ['Read.']);
  nodeId = newId();
  const now = home.deps.clock();
  const linked = { linkedAt: now, heartbeatAt: now, gatewayId: newId() };
  await home.deps.db.node.create({
    data: { id: nodeId, ownerId: buyer.id, address: paired.address, name: 'Node', ...linked },
  });
}, 60_000);
afterAll(async () => {
  await paired.close();
  await home.close();
  await shop.close();
});

async function makeBundle(texts: string[]) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

/** Public bytes by their identifier, as IPFS has what the seller's studio pinned. */
async function pinOnIpfs(): Promise<void> {
  const { cid } = await home.deps.db.deedVersion.findFirstOrThrow();
  const sealed = await shop.deps.db.contentKey.findFirstOrThrow({ select: { blob: true } });
  home.deps.ipfs.node = {
    pin: () => Promise.reject(new Error('Nothing is pinned here.')),
    read(asked) {
      expect(asked).toBe(cid);
      return shop.deps.blobs.read(sealed.blob.sha256);
    },
  };
}

test('private knowledge of one studio is bought, installed and run in another on the same chain', async () => {
  const sold = await shop.addKnowledge(seller, ['The lock opens at nine.', 'Wait behind the red buoy.']);
  await shop.offer(
    seller,
    sold.versionId,
    shop.choices(price, { durationDays: 30, prices: [{ asset: shop.usd, seat: price, domain: price }] }),
  );
  const { voucher } = await shop.deps.db.saleTerms.findFirstOrThrow();
  const { contracts } = shop.chain.reader.facts;
  await shop.send(seller, mintCall(contracts, mintVoucherSchema.parse(voucher).terms));
  await shop.settle();
  await home.settle();

  expect(await home.deps.db.saleTerms.count()).toBe(0);
  await home.buy(buyer, '1', { price, root: sold.root });
  await home.settle();
  const ownerId = buyer.id;
  expect((await listLibrary(home.deps, { ownerId }))[0]).toMatchObject({ deedId: '1', state: 'waiting-for-key' });
  await expect(installComponent(home.deps, { ownerId, deedId: '1' })).rejects.toMatchObject({ code: 'conflict' });

  await shop.settle();
  await home.settle();
  expect((await listLibrary(home.deps, { ownerId }))[0]).toMatchObject({ state: 'ready' });
  await expect(installComponent(home.deps, { ownerId, deedId: '1' })).rejects.toThrow('GAIA_IPFS_API');
  await pinOnIpfs();
  const { componentId } = await installComponent(home.deps, { ownerId, deedId: '1' });
  const texts = await home.deps.db.chunk.findMany({ where: { knowledgeId: componentId }, select: { text: true } });
  expect(texts.map(({ text }) => text)).toContain('The lock opens at nine.');

  const refused = await deployWith(componentId);
  expect(refused.errorMessage).toContain('is linked with no wallet on chain');
  await home.linkNode(buyer, nodeId);
  expect(await deployWith(componentId)).toMatchObject({ state: 'live', errorMessage: null });

  await shop.chain.control.increaseTime({ seconds: 31 * 86_400 });
  await shop.chain.control.mine({ blocks: 3 });
  const expired = await deployWith(componentId);
  expect(expired.state).toBe('failed');
  expect(expired.errorMessage).toContain('has expired: what runs keeps running, new deployments need it renewed.');
  const live = (await (await fetch(`${paired.node.localUrl}/v1/models`)).json()) as { data: unknown[] };
  expect(live.data).toHaveLength(1);
}, 60_000);

test('what an operator bought in another studio covers the nodes of others that this studio knows', async () => {
  const [operator, worker] = [await home.newTrader('Olga'), await home.newTrader('Will')];
  const node = openTypedSigner(bytesToHex(randomBytes(32)));
  await home.deps.db.node.create({ data: { id: newId(), ownerId: worker.id, address: node.address, name: 'Barn' } });
  await linkOnChain(home, worker, node);
  const { contentRoot: root } = await home.deps.db.deedVersion.findFirstOrThrow();
  await home.buy(operator, '1', { price, root, scope: 1 });
  await decideDomain(home, operator, ['createDomain', 'seven-locks', 0]);
  await decideDomain(home, worker, ['requestAdmission', 1n, node.address]);
  await home.settle();
  await shop.settle();
  await home.settle();
  const install = () => installComponent(home.deps, { ownerId: worker.id, deedId: '1' });
  const key = () => findReleasedKey(home.deps, { contentRoot: root, node: node.address });
  await expect(install()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(key()).rejects.toMatchObject({ code: 'not_found' });
  await decideDomain(home, operator, ['admit', 1n, node.address, worker.address]);
  await home.settle();
  expect(await install()).toMatchObject({ kind: 'knowledge', number: 1 });
  expect(await key()).toMatchObject({ deedId: 1n });
}, 60_000);

async function deployWith(componentId: string) {
  const { deps } = home;
  const ownerId = buyer.id;
  const { id: agentId } = await createAgent(deps, { ownerId, name: 'Pilot', modelId: 'smollm2-135m-instruct' });
  const { draft, name } = await findOwnAgent(deps, { ownerId, agentId });
  const knowledge = [{ componentId, versionId: null }];
  await updateAgent(deps, { ownerId, agentId, name, description: '', draft: { ...draft, knowledge } });
  const { versionId: agentVersionId } = await publishAgent(deps, { ownerId, agentId, note: '' });
  const { deploymentId } = await deployAgent(deps, { ownerId, agentVersionId, nodeId });
  await home.settle();
  return getDeployment(deps, { ownerId, deploymentId });
}
