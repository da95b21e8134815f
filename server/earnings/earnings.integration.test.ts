import { getAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPerson } from '#server/accounts/wallets/testing/open-person.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { getEarnings } from './get-earnings.ts';
import { listEarningHistory } from './list-earning-history.ts';

const usd = getAddress(`0x${'1'.repeat(40)}`);
const gaia = getAddress(`0x${'2'.repeat(40)}`);
const contracts = {
  ...{ networkToken: gaia, mockUsd: usd, revenueLedger: usd, nodeRegistry: usd },
  ...{ componentRegistry: usd, componentLicence: usd, componentMarket: usd, domainRegistry: usd },
};
const facts = {
  ...{ chainId: 42_069_420, rpcUrl: 'http://127.0.0.1:1', isLocal: true, contracts, startBlock: 0 },
  assets: [
    { address: usd, symbol: 'mUSD', decimals: 6 },
    { address: gaia, symbol: 'GAIA', decimals: 18 },
  ],
};
let deps: TestDeps;
let ada: string;
let wallet: string;
let rowCount = 0;

beforeAll(async () => {
  deps = await openTestDeps({ chain: openChain(facts) });
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
  wallet = await addWallet(ada);
});

async function addWallet(ownerId: string): Promise<string> {
  const person = openPerson(deps);
  await person.link(ownerId);
  return person.wallet.address.toLowerCase();
}
const nextId = () => {
  rowCount += 1;
  return `0x${String(rowCount).padStart(6, '0')}:0`;
};
async function credit(
  account: string,
  amount: bigint,
  rest: { deedId?: number; source?: 'licence' | 'royalty'; asset?: string; second?: number } = {},
) {
  const { deedId = 7, source = 'licence', asset = usd, second = 0 } = rest;
  const creditedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const row = { id: nextId(), asset: asset.toLowerCase(), account, payer: wallet, amount: String(amount) };
  await deps.db.ledgerCredit.create({ data: { ...row, deedId, source, txHash: '0xaa', creditedAt } });
}
async function claim(account: string, amount: bigint, second: number) {
  const row = { id: nextId(), asset: usd.toLowerCase(), account, amount: String(amount), txHash: '0xbb' };
  await deps.db.ledgerClaim.create({ data: { ...row, claimedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)) } });
}

test('are nothing at first, also for an account without a wallet', async () => {
  const bob = (await deps.newAccount('Bob')).id;
  for (const ownerId of [ada, bob]) {
    expect(await getEarnings(deps, { ownerId })).toEqual({ balances: [], sources: [] });
    expect(await listEarningHistory(deps, { ownerId })).toEqual({ rows: [], next: null });
  }
});

test('are told for each wallet and token: credited, claimed, and what is left; amounts of 78 digits stay exact', async () => {
  const huge = 2n ** 255n;
  const second = await addWallet(ada);
  await credit(wallet, 10n);
  await credit(wallet, 5n, { source: 'royalty' });
  await claim(wallet, 12n, 1);
  await credit(second, huge, { asset: gaia });
  await credit(second, huge - 1n, { asset: gaia });
  const { balances } = await getEarnings(deps, { ownerId: ada });
  expect(balances).toEqual([
    { wallet: getAddress(wallet), asset: facts.assets[0], credited: '15', claimed: '12', owed: '3' },
    {
      wallet: getAddress(second),
      asset: facts.assets[1],
      credited: String(2n * huge - 1n),
      claimed: '0',
      owed: String(2n * huge - 1n),
    },
  ]);
});

test('are told for each component and reason, with the name that it was published under', async () => {
  const componentId = crypto.randomUUID();
  const root = `0x${'c'.repeat(64)}`;
  await deps.db.component.create({ data: { id: componentId, ownerId: ada, kind: 'prompt', name: 'Tutor' } });
  const version = { id: crypto.randomUUID(), ownerId: ada, componentId, number: 1, contentRoot: root };
  await deps.db.version.create({ data: version });
  const mintedAt = new Date();
  const people = { creator: wallet, owner: wallet, keyIssuer: wallet };
  const terms = { kind: 'prompt', askBps: 0, royaltyBps: 0, uri: '', parents: [], mintedTx: '0x', mintedAt } as const;
  await deps.db.deed.create({ data: { id: 7, ...people, ...terms } });
  const hashes = { contentRoot: root, manifestHash: '0x', cid: '', licenceHash: '0x', txHash: '0x' };
  await deps.db.deedVersion.create({ data: { deedId: 7, number: 1, createdAt: mintedAt, ...hashes } });
  for (const [amount, rest] of [
    [10n, {}],
    [2n, { second: 9 }],
    [5n, { source: 'royalty' }],
    [1n, { deedId: 8, second: 3 }],
  ] as const)
    await credit(wallet, amount, rest);
  const { sources } = await getEarnings(deps, { ownerId: ada });
  const tutor = { kind: 'prompt', name: 'Tutor' };
  expect(sources).toMatchObject([
    { deedId: '7', deed: tutor, source: 'licence', amount: '12', count: 2 },
    { deedId: '8', deed: null, source: 'licence', amount: '1', count: 1 },
    { deedId: '7', deed: tutor, source: 'royalty', amount: '5', count: 1 },
  ]);
});

test("have a history of both kinds in pages, newest first, without anybody else's", async () => {
  const bob = (await deps.newAccount('Bob')).id;
  await credit(await addWallet(bob), 99n, { second: 30 });
  for (let second = 0; second < 60; second += 1) await credit(wallet, BigInt(second + 1), { second });
  await claim(wallet, 1_000n, 59);
  const first = await listEarningHistory(deps, { ownerId: ada });
  expect(first.rows).toHaveLength(50);
  expect(
    first.rows
      .slice(0, 2)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['claim', 'credit']);
  expect(first.rows.find(({ kind }) => kind === 'claim')).toMatchObject({
    amount: '1000',
    txHash: '0xbb',
    deedId: null,
  });
  const second = await listEarningHistory(deps, { ownerId: ada, before: first.next ?? undefined });
  expect(second.rows).toHaveLength(11);
  expect(second.next).toBeNull();
  const all = [...first.rows, ...second.rows];
  expect(new Set(all.map(({ id }) => id)).size).toBe(61);
  expect(all.every(({ wallet: whose }) => whose === getAddress(wallet))).toBe(true);
});

test('have the rows that each sum is made of', async () => {
  await credit(wallet, 1n, { second: 1 });
  await credit(wallet, 2n, { source: 'royalty', second: 2 });
  await credit(wallet, 4n, { source: 'royalty', second: 3 });
  await credit(wallet, 8n, { source: 'royalty', asset: gaia, second: 4 });
  await credit(wallet, 16n, { source: 'royalty', deedId: 8, second: 5 });
  await claim(wallet, 3n, 6);
  const { sources } = await getEarnings(deps, { ownerId: ada });
  const sum = sources.find(({ deedId, source, asset }) => `${deedId} ${source} ${asset.symbol}` === '7 royalty mUSD');
  expect(sum).toMatchObject({ amount: '6', count: 2 });
  const { rows } = await listEarningHistory(deps, { ownerId: ada, of: { deedId: '7', source: 'royalty', asset: usd } });
  expect(rows.map(({ amount }) => amount)).toEqual(['4', '2']);
});
