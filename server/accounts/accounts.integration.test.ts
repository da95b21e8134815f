import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createSignInLink } from './create-sign-in-link.ts';
import { ensureLocalOwner, localOwnerId } from './ensure-local-owner.ts';
import { findSession } from './find-session.ts';
import { listSessions } from './list-sessions.ts';
import { openAccountKey } from './open-account-key.ts';
import { redeemSignInLink } from './redeem-sign-in-link.ts';
import { revokeSession } from './revoke-session.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';

const minute = 60_000;
const day = 86_400_000;
let deps: TestDeps;
let ada: string;
let bob: string;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
});

async function newLink(accountId = ada): Promise<string> {
  const { url } = await createSignInLink(deps, { accountId });
  return new URL(url).searchParams.get('token') ?? '';
}
const redeem = (token: string, userAgent = 'test') => redeemSignInLink(deps, { token, userAgent });
const signIn = async (accountId = ada) => (await redeem(await newLink(accountId))).sessionToken;

describe('a sign-in link', () => {
  test('signs in once; used, unknown and expired ones say what to do', async () => {
    const token = await newLink();
    expect(await redeem(token)).toMatchObject({ accountId: ada });
    const remedy = expect.stringContaining('npm run sign-in-link');
    await expect(redeem(token)).rejects.toMatchObject({ code: 'already_used', message: remedy });
    await expect(redeem('unknown')).rejects.toMatchObject({ code: 'not_found', message: remedy });
    const late = await newLink();
    deps.advance(15 * minute);
    await expect(redeem(late)).rejects.toMatchObject({ code: 'gone', message: remedy });
  });

  test('is good until its last moment', async () => {
    const token = await newLink();
    deps.advance(15 * minute - 1);
    expect(await redeem(token)).toMatchObject({ accountId: ada });
  });

  test('opened by ten at once signs in exactly one', async () => {
    const token = await newLink();
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => redeem(token)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of all) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'already_used' });
    }
    expect(await listSessions(deps, { ownerId: ada })).toHaveLength(1);
  });

  test('leaves only hashes in the database', async () => {
    const token = await newLink();
    const { sessionToken } = await redeem(token);
    const rows = JSON.stringify([await deps.db.signInLink.findMany(), await deps.db.session.findMany()]);
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(sessionToken);
  });
});

describe('a session', () => {
  test('is found by its token until it expires', async () => {
    const token = await signIn();
    expect(await findSession(deps, { token })).toMatchObject({ account: { id: ada, name: 'Ada' } });
    expect(await findSession(deps, { token: 'other' })).toBeNull();
    deps.advance(30 * day);
    expect(await findSession(deps, { token })).toBeNull();
    expect(await listSessions(deps, { ownerId: ada })).toEqual([]);
  });

  test('notes once a minute when it was seen', async () => {
    const token = await signIn();
    const seenAt = async () => (await listSessions(deps, { ownerId: ada }))[0]?.seenAt.getTime() ?? 0;
    const first = await seenAt();
    deps.advance(minute / 2);
    await findSession(deps, { token });
    expect(await seenAt()).toBe(first);
    deps.advance(minute);
    await findSession(deps, { token });
    expect(await seenAt()).toBe(first + 1.5 * minute);
  });

  test('is listed to its owner only, without any secret, and worthless once revoked', async () => {
    const token = await signIn();
    await signIn(bob);
    const [session] = await listSessions(deps, { ownerId: ada });
    expect(Object.keys(session ?? {}).toSorted()).toEqual(['createdAt', 'expiresAt', 'id', 'seenAt', 'userAgent']);
    const sessionId = session?.id ?? '';
    await expect(revokeSession(deps, { ownerId: bob, sessionId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await findSession(deps, { token })).not.toBeNull();
    await revokeSession(deps, { ownerId: ada, sessionId });
    expect(await findSession(deps, { token })).toBeNull();
    await expect(revokeSession(deps, { ownerId: ada, sessionId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listSessions(deps, { ownerId: bob })).toHaveLength(1);
  });

  test('keeps no more than 300 characters of what a browser calls itself', async () => {
    await redeem(await newLink(), 'x'.repeat(10_000));
    expect((await listSessions(deps, { ownerId: ada }))[0]?.userAgent).toHaveLength(300);
  });
});

describe('the session cookie', () => {
  test('cannot be read by pages, stays with its site, and is bound to https where there is one', () => {
    expect(writeSessionCookie('http://127.0.0.1:3000', 'token')).toBe(
      'gaia-session=token; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000',
    );
    expect(writeSessionCookie('https://studio.example', 'token')).toBe(
      '__Host-gaia-session=token; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure',
    );
    expect(writeSessionCookie('http://127.0.0.1:3000', '')).toContain('Max-Age=0');
  });

  test('is read among others, and not from one that only ends like it', () => {
    const token = 'a'.repeat(43);
    const read = (cookie: string) => readSessionCookie(new Headers({ cookie }));
    expect(read(`theme=dark; gaia-session=${token}; x=1`)).toBe(token);
    expect(read(`__Host-gaia-session=${token}`)).toBe(token);
    expect(read(`not-gaia-session=${token}`)).toBeNull();
    expect(read('gaia-session=short')).toBeNull();
    expect(readSessionCookie(new Headers())).toBeNull();
  });
});

describe('an account', () => {
  test('has a signing key that is sealed at rest and its own', async () => {
    const [first, second] = [
      await openAccountKey(deps, { ownerId: ada }),
      await openAccountKey(deps, { ownerId: bob }),
    ];
    const account = await deps.db.account.findUniqueOrThrow({ where: { id: ada }, select: { keyAddress: true } });
    expect(first.address).toBe(account.keyAddress);
    expect(second.address).not.toBe(first.address);
    await deps.db.account.update({ where: { id: ada }, data: { keyAddress: second.address.replace('0x', '0X') } });
    await expect(openAccountKey(deps, { ownerId: ada })).rejects.toMatchObject({ code: 'internal' });
  });

  test('of the local owner is made once, by however many at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => ensureLocalOwner(deps)));
    expect(new Set(all.map(({ id, keyAddress }) => `${id} ${keyAddress}`)).size).toBe(1);
    expect(all[0]?.id).toBe(localOwnerId);
  });
});
