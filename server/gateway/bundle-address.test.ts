import { expect, test } from 'vitest';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';
import { checkBundleAddress, makeBundleAddress } from './bundle-address.ts';

const root = `0x${'ab'.repeat(32)}`;
let now = new Date('2026-01-01T00:00:00Z');
const deps = {
  secrets: openSecretBox({ current: new Uint8Array(32).fill(7) }),
  clock: () => now,
  origins: { studio: 'https://studio.example', gateway: 'https://gateway.example' },
};

test('an address is good for an hour, for one root, and only as it was made', () => {
  const url = new URL(makeBundleAddress(deps, root));
  const expires = url.searchParams.get('expires') ?? '';
  const mac = url.searchParams.get('mac') ?? '';

  expect(`${url.origin}${url.pathname}`).toBe(`https://gateway.example/bundles/${root}`);
  checkBundleAddress(deps, { root, expires, mac });
  expect(() => checkBundleAddress(deps, { root: root.replace('ab', 'cd'), expires, mac })).toThrow(/not made here/);
  expect(() => checkBundleAddress(deps, { root, expires: `${Number(expires) + 1}`, mac })).toThrow(/not made here/);
  expect(() => checkBundleAddress(deps, { root, expires, mac: '' })).toThrow(/not made here/);
  now = new Date(now.getTime() + 3_600_000);
  expect(() => checkBundleAddress(deps, { root, expires, mac })).toThrow(/expired/);
});
