import { type Hex, zeroAddress, zeroHash } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractTypes } from '#protocol/signing/contract-messages.ts';
import { openBazaar } from '#server/chain/testing/open-bazaar.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { digestTables } from './digest-tables.ts';
import { indexBlocks } from './index-blocks.ts';
import { rebuildIndex } from './rebuild-index.ts';

let deps: TestDeps;
let chain: TestChain;
let bazaar: Awaited<ReturnType<typeof openBazaar>>;
type Wallet = Awaited<ReturnType<TestChain['newWallet']>>;

beforeAll(async () => {
  chain = await openTestChain();
  deps = await openTestDeps({ chain: chain.reader });
  bazaar = await openBazaar(chain);
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});

const small = ({ account }: Wallet) => account.address.toLowerCase();

async function index() {
  while (!(await indexBlocks({ ...deps, chain: chain.reader }, { span: 1_000 })).isAtHead);
}

const call = (by: Wallet, functionName: string, ...args: unknown[]) =>
  bazaar.as(by, { ...bazaar.on.domains, functionName, args });

async function link(owner: Wallet, node: Wallet) {
  const { chainId, contracts } = chain.reader.facts;
  const { timestamp } = await chain.reader.client.getBlock();
  const domain = { name: 'GaiaNet', version: '1', chainId, verifyingContract: contracts.nodeRegistry };
  const payout = owner.account.address;
  const deadline = timestamp + 3_600n;
  const message = { node: node.account.address, owner: payout, payout, nonce: 0n, deadline };
  const typed = { domain, types: contractTypes, primaryType: 'NodeLink', message } as const;
  const signature: Hex = await node.account.signTypedData(typed);
  const args = [node.account.address, payout, zeroHash, deadline, signature];
  await bazaar.as(owner, { ...bazaar.on.nodes, functionName: 'linkNode', args });
}

test('domains and places in them are what the contract says, also when the index is made anew', async () => {
  const [operator, heir, owner] = [await chain.newWallet(), await chain.newWallet(), await chain.newWallet()];
  const nodes = [await chain.newWallet(), await chain.newWallet(), await chain.newWallet(), await chain.newWallet()];
  const [kept, evicted, declined, left] = nodes as [Wallet, Wallet, Wallet, Wallet];
  for (const node of nodes) await link(owner, node);
  await call(operator, 'createDomain', 'alpine-huts', 0);
  await call(heir, 'createDomain', 'open-hall', 1);
  for (const { account } of nodes) await call(owner, 'requestAdmission', 1n, account.address);
  for (const { account } of [kept, evicted, left])
    await call(operator, 'admit', 1n, account.address, owner.account.address);
  await call(operator, 'evict', 1n, evicted.account.address, 'It answers too slowly.');
  await call(operator, 'decline', 1n, declined.account.address, 'No model.');
  await call(owner, 'leaveDomain', 1n, left.account.address);
  await call(owner, 'requestAdmission', 2n, kept.account.address);
  await call(operator, 'ban', 1n, owner.account.address, 'Asked for it.');
  await call(operator, 'setMode', 1n, 1);
  await call(operator, 'offerDomain', 1n, heir.account.address);
  await index();

  expect(await deps.db.domain.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { name: 'alpine-huts', operator: small(operator), offeredTo: small(heir), mode: 'open' },
    { name: 'open-hall', operator: small(heir), offeredTo: null, mode: 'open' },
  ]);
  const places = await deps.db.domainNode.findMany({ where: { domainId: 1 } });
  const placeOf = (node: Wallet) => places.find((one) => one.node === small(node));
  expect(placeOf(kept)).toMatchObject({ owner: small(owner), admittedAt: expect.any(Date), endsAt: null });
  const { timestamp } = await chain.reader.client.getBlock();
  const notice = (placeOf(evicted)?.endsAt?.getTime() ?? 0) / 1_000 - Number(timestamp);
  expect(placeOf(evicted)).toMatchObject({ reason: 'It answers too slowly.' });
  expect(notice).toBeGreaterThan(86_000);
  expect(placeOf(declined)).toMatchObject({ declinedAt: expect.any(Date), admittedAt: null, reason: 'No model.' });
  expect(placeOf(left)).toBeUndefined();
  expect(await deps.db.domainNode.findMany({ where: { domainId: 2 } })).toMatchObject([
    { node: small(kept), admittedAt: expect.any(Date) },
  ]);
  expect(await deps.db.domainBan.findMany()).toMatchObject([{ account: small(owner), reason: 'Asked for it.' }]);

  await call(heir, 'acceptDomain', 1n);
  await call(heir, 'unban', 1n, owner.account.address);
  await call(owner, 'requestAdmission', 1n, declined.account.address);
  await call(heir, 'offerDomain', 1n, owner.account.address);
  await call(heir, 'offerDomain', 1n, zeroAddress);
  await index();
  expect(await deps.db.domain.findMany({ where: { id: 1 } })).toMatchObject([
    { operator: small(heir), offeredTo: null },
  ]);
  expect(await deps.db.domainBan.count()).toBe(0);
  const again = { domainId_node: { domainId: 1, node: small(declined) } };
  expect(await deps.db.domainNode.findUnique({ where: again })).toMatchObject({
    ...{ admittedAt: expect.any(Date), declinedAt: null, reason: '' },
  });
  const before = await digestTables(deps.db);
  await rebuildIndex({ ...deps, chain: chain.reader });
  expect(await digestTables(deps.db)).toEqual(before);
});
