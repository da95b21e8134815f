import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { findSession } from '#server/accounts/find-session.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createSignInChallenge } from './create-sign-in-challenge.ts';
import { linkWallet } from './link-wallet.ts';
import { listWallets } from './list-wallets.ts';
import { openPerson } from './testing/open-person.ts';
import { unlinkWallet } from './unlink-wallet.ts';

const minute = 60_000;
const zero = `0x${'0'.repeat(40)}` as const;
const contracts = {
  ...{ networkToken: zero, mockUsd: null, revenueLedger: zero, nodeRegistry: zero },
  ...{ componentRegistry: zero, componentLicence: zero, componentMarket: zero, domainRegistry: zero },
};
const facts = {
  ...{ chainId: 42_069_420, rpcUrl: 'http://127.0.0.1:1', isLocal: true, contracts, startBlock: 0 },
  assets: [{ address: zero, symbol: 'mUSD', decimals: 6 }],
};
let deps: TestDeps;
let ada: string;

beforeAll(async () => {
  deps = await openTestDeps({ chain: openChain(facts) });
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
});

describe('signing in with a wallet', () => {
  test('opens a session; a wallet that nobody linked gets an account once, and the same one ever after', async () => {
    const person = openPerson(deps);
    const first = await person.signIn();
    expect(first.isNew).toBe(true);
    expect(await findSession(deps, { token: first.sessionToken })).toMatchObject({ account: { id: first.accountId } });
    const again = await person.signIn();
    expect(again).toMatchObject({ isNew: false, accountId: first.accountId });
    const [linked] = await listWallets(deps, { ownerId: first.accountId });
    expect(linked).toMatchObject({ address: person.wallet.address, delegatedAt: null, isLastWayIn: true });
  });

  test('ten times at once makes one account', async () => {
    const person = openPerson(deps);
    const proofs = await Promise.all(Array.from({ length: 10 }, () => person.sign()));
    const all = await Promise.all(proofs.map(person.enter));
    expect(new Set(all.map(({ accountId }) => accountId)).size).toBe(1);
    expect(await deps.db.account.count()).toBe(2);
    expect(await deps.db.secret.count({ where: { kind: 'account-key' } })).toBe(2);
  });

  test('works once with what was signed, also when it is sent ten times at once', async () => {
    const person = openPerson(deps);
    const proof = await person.sign();
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => person.enter(proof)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(person.enter(proof)).rejects.toMatchObject({ code: 'already_used' });
    expect(await deps.db.session.count()).toBe(1);
  });

  test.each([
    ['another site', { domain: 'evil.example' }, 'forbidden'],
    ['another address under the same name', { uri: 'https://evil.example/' }, 'forbidden'],
    ['another port of this machine', { domain: '127.0.0.1:3001', uri: 'http://127.0.0.1:3001' }, 'forbidden'],
    ['another chain', { chainId: 1 }, 'conflict'],
    ['a time to come', { issuedAt: new Date(Date.UTC(2026, 0, 1, 12, 2)) }, 'gone'],
    ['a time long past', { issuedAt: new Date(Date.UTC(2026, 0, 1, 11, 49)) }, 'gone'],
    ['a time that is over', { expirationTime: new Date(Date.UTC(2026, 0, 1, 12)) }, 'gone'],
    ['a nonce that was made up', { nonce: 'a'.repeat(64) }, 'already_used'],
    ['another wallet', { address: '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf' as const }, 'upstream_failed'],
  ])('is refused for what was signed for %s', async (_, change, code) => {
    const person = openPerson(deps);
    await expect(person.enter(await person.sign(change))).rejects.toMatchObject({ code });
    expect(await deps.db.session.count()).toBe(0);
    expect(await deps.db.account.count()).toBe(1);
  });

  test('is refused after ten minutes and for what is no sign-in message', async () => {
    const person = openPerson(deps);
    const proof = await person.sign();
    await expect(person.enter({ ...proof, message: 'I am Ada' })).rejects.toMatchObject({ code: 'invalid_input' });
    deps.advance(10 * minute);
    await expect(person.enter(proof)).rejects.toMatchObject({ code: 'gone' });
    deps.advance(-10 * minute);
  });

  test('is for the page that asks, be it at localhost or 127.0.0.1, and for the studio if it was another', async () => {
    const ask = async (origin: string) => (await createSignInChallenge(deps, { clientAddress: '::1', origin })).domain;
    expect(await ask('http://localhost:3000')).toBe('localhost:3000');
    expect(await ask('https://evil.example')).toBe('127.0.0.1:3000');
  });

  test('is limited for one wallet once it has proved itself, and for one client address', async () => {
    const person = openPerson(deps);
    for (let time = 0; time < limits.signInsPerWallet; time += 1) await person.signIn();
    const refusal = { code: 'rate_limited', message: expect.stringContaining('try again in 10 minutes') };
    await expect(person.signIn()).rejects.toMatchObject(refusal);
    const neighbour = openPerson(deps);
    await neighbour.signIn();
    for (let time = 0; time < limits.walletChallengesPerClient; time += 1) await neighbour.sign().catch(() => null);
    await expect(neighbour.signIn()).rejects.toMatchObject({ code: 'rate_limited' });
    await openPerson(deps, '198.51.100.1').signIn();
    deps.advance(10 * minute);
    await person.signIn();
    deps.advance(-10 * minute);
  });

  test('needs a chain', async () => {
    await expect(openPerson({ ...deps, chain: null }).signIn()).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('linking a wallet', () => {
  test("needs its delegation for the account's own key, once", async () => {
    const person = openPerson(deps);
    const proof = await person.signDelegation(ada);
    await linkWallet(deps, proof);
    await expect(linkWallet(deps, proof)).rejects.toMatchObject({ code: 'already_used' });
    expect(await listWallets(deps, { ownerId: ada })).toMatchObject([
      { address: person.wallet.address, delegatedAt: new Date(proof.issuedAt * 1000) },
    ]);
    expect(await person.signIn()).toMatchObject({ isNew: false, accountId: ada });
  });

  test('is refused when the delegation is for another key, of another wallet, or asked for by another account', async () => {
    const [person, other] = [openPerson(deps), openPerson(deps)];
    const bob = (await deps.newAccount('Bob')).id;
    const wrongKey = await person.signDelegation(ada, { accountKey: other.wallet.address });
    await expect(linkWallet(deps, wrongKey)).rejects.toThrow();
    const { signature } = await other.signDelegation(ada);
    deps.advance(1_000);
    await expect(linkWallet(deps, { ...(await person.signDelegation(ada)), signature })).rejects.toThrow();
    const asked = await person.signDelegation(ada);
    await expect(linkWallet(deps, { ...asked, ownerId: bob })).rejects.toMatchObject({ code: 'already_used' });
    expect(await deps.db.wallet.count()).toBe(0);
  });

  test('by two accounts at once gives it to one; the other is told', async () => {
    const person = openPerson(deps);
    const bob = (await deps.newAccount('Bob')).id;
    const proofs = [await person.signDelegation(ada), await person.signDelegation(bob)];
    const all = await Promise.allSettled(proofs.map((proof) => linkWallet(deps, proof)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = all.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('linked to an account') });
  });

  test('completes a wallet that made its account by signing in, and stops at the limit', async () => {
    const person = openPerson(deps);
    const { accountId } = await person.signIn();
    await person.link(accountId);
    expect((await listWallets(deps, { ownerId: accountId }))[0]?.delegatedAt).not.toBeNull();
    for (let count = 1; count < limits.walletsPerAccount; count += 1) await openPerson(deps).link(accountId);
    await expect(openPerson(deps).link(accountId)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('unlinking a wallet', () => {
  test('that is the last way in needs to be accepted, also when the last two go at once', async () => {
    const person = openPerson(deps);
    const { accountId: ownerId } = await person.signIn();
    await openPerson(deps).link(ownerId);
    const [first, second] = await listWallets(deps, { ownerId });
    const ids = [first?.id ?? '', second?.id ?? ''];
    const all = await Promise.allSettled(ids.map((walletId) => unlinkWallet(deps, { ownerId, walletId })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [left] = await listWallets(deps, { ownerId });
    const walletId = left?.id ?? '';
    await expect(unlinkWallet(deps, { ownerId, walletId })).rejects.toMatchObject({ code: 'conflict' });
    await unlinkWallet(deps, { ownerId, walletId, accepts: 'lose-account' });
    expect(await listWallets(deps, { ownerId })).toEqual([]);
  });

  test("is the owner's alone, and free for the local owner, whom a link lets in", async () => {
    const { id: ownerId } = await ensureLocalOwner(deps);
    const { walletId } = await openPerson(deps).link(ownerId);
    await expect(unlinkWallet(deps, { ownerId: ada, walletId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listWallets(deps, { ownerId }))[0]?.isLastWayIn).toBe(false);
    await unlinkWallet(deps, { ownerId, walletId });
    await expect(unlinkWallet(deps, { ownerId, walletId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
