import { afterAll, beforeAll, expect, test } from 'vitest';
import { openManualClock } from '#protocol/link/open-manual-clock.ts';
import { newId } from '#protocol/new-id.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { makeBundleAddress } from './bundle-address.ts';
import { openTestGateway, type TestGateway } from './testing/open-test-gateway.ts';

const root = `0x${'ab'.repeat(32)}`;
const content = new Uint8Array(300_000).map((_, i) => i % 251);
const clock = openManualClock(new Date('2026-01-01T00:00:00Z'));
let deps: TestDeps;
let hub: TestGateway;
let address: string;

beforeAll(async () => {
  deps = await openTestDeps();
  hub = await openTestGateway({ db: deps.db, blobs: deps.blobs, clock });
  address = makeBundleAddress(hub.deps, root);
  await publish();
});
afterAll(async () => {
  await hub.close();
  await deps.close();
});

async function* once(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}

async function publish(): Promise<void> {
  const { id: ownerId } = await deps.newAccount();
  const stored = await deps.blobs.put(once(content), { maxBytes: 1_000_000 });
  const blob = {
    id: newId(),
    ownerId,
    sha256: stored.sha256,
    sizeBytes: BigInt(stored.sizeBytes),
    mime: 'application/x-tar',
  };
  const version = { id: newId(), ownerId, number: 1, contentRoot: root, isReady: true };
  await deps.db.component.create({
    data: {
      id: newId(),
      ownerId,
      kind: 'knowledge',
      name: 'Handbook',
      versions: { create: { ...version, blob: { create: blob } } },
    },
  });
}

const get = async (range?: string, url = address) => await fetch(url, { headers: range ? { range } : {} });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('a bundle downloads whole, and resumes by range', async () => {
  const whole = await get();
  expect([whole.status, whole.headers.get('content-length')]).toEqual([200, '300000']);
  expect(await bytesOf(whole)).toEqual(content);

  const rest = await get('bytes=262144-');
  expect(rest.status).toBe(206);
  expect(rest.headers.get('content-range')).toBe('bytes 262144-299999/300000');
  expect(await bytesOf(rest)).toEqual(content.slice(262_144));
  expect(await bytesOf(await get('bytes=-5'))).toEqual(content.slice(-5));
});

test('a range outside is 416 with the size', async () => {
  const outside = await get('bytes=300000-');
  expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
});

test('addresses that were forged, point to nothing or are over an hour old are refused', async () => {
  const forged = await get(undefined, address.replace(/mac=./, 'mac=z'));
  const nothing = await get(undefined, makeBundleAddress(hub.deps, `0x${'cd'.repeat(32)}`));
  clock.advance(3_600_000);
  const late = await get();
  expect([forged.status, nothing.status, late.status]).toEqual([403, 404, 410]);
});
