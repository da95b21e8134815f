import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '#server/accounts/create-account.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { openSecretBox } from './open-secret-box.ts';
import { rotateSecrets } from './rotate-secrets.ts';

const oldKey = new Uint8Array(32).fill(1);
const newKey = new Uint8Array(32).fill(2);
let deps: TestDeps;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());

test('after a rotation every account key opens under the new key alone, and a second run has nothing to do', async () => {
  const before = { ...deps, secrets: openSecretBox({ current: oldKey }) };
  const accounts = [await createAccount(before, { name: 'Ada' }), await createAccount(before, { name: 'Bob' })];
  const during = { ...deps, secrets: openSecretBox({ current: newKey, retired: [oldKey] }) };
  const after = { ...deps, secrets: openSecretBox({ current: newKey }) };

  await expect(rotateSecrets(after)).rejects.toThrow(/sealed with another secret key/);
  expect(await rotateSecrets(during)).toBe(2);
  expect(await rotateSecrets(during)).toBe(0);
  for (const account of accounts) {
    expect((await openAccountKey(after, { ownerId: account.id })).address).toBe(account.keyAddress);
    await expect(openAccountKey(before, { ownerId: account.id })).rejects.toThrow(/sealed with another secret key/);
  }
});

test('an account without a key, and a key of another address, are refused', async () => {
  const account = await deps.newAccount();
  await deps.db.account.update({ where: { id: account.id }, data: { keyAddress: `0x${'1'.repeat(40)}` } });
  await expect(openAccountKey(deps, { ownerId: account.id })).rejects.toThrow(/not of 0x1111/);
  await deps.db.secret.deleteMany({ where: { ownerId: account.id } });
  await expect(openAccountKey(deps, { ownerId: account.id })).rejects.toMatchObject({ code: 'not_found' });
});
