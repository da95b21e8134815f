import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contentRoot } from '#protocol/bundles/content-root.ts';
import { openManualClock } from '#protocol/link/open-manual-clock.ts';
import { newId } from '#protocol/new-id.ts';
import { openS3Blobs } from '#server/blobs/s3/open-s3-blobs.ts';
import { parseS3Url } from '#server/blobs/s3/parse-s3-url.ts';
import { type IpfsImitation, openIpfsImitation } from '#server/blobs/testing/open-ipfs-imitation.ts';
import { openS3Imitation, type S3Imitation } from '#server/blobs/testing/open-s3-imitation.ts';
import type { Deps } from '#server/deps-type.ts';
import { bundleSources } from '#server/gateway/bundle-sources.ts';
import { openTestGateway, type TestGateway } from '#server/gateway/testing/open-test-gateway.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { openIpfsNode } from './open-ipfs-node.ts';
import { pinBundle } from './pin-bundle.ts';
import { queueMissingPins } from './queue-missing-pins.ts';

const clock = openManualClock(new Date('2026-01-01T00:00:00Z'));
const folder = mkdtempSync(path.join(tmpdir(), 'gaia-sources-'));
const otherCid = 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG';
const plain = Buffer.alloc(600_000, 'a plain bundle');
const sealed = Buffer.alloc(600_160, 'an encrypted one');
let test1: TestDeps;
let hub: TestGateway;
let s3: S3Imitation;
let ipfs: IpfsImitation;
let deps: Deps;
let ownerId: string;

beforeAll(async () => {
  s3 = await openS3Imitation();
  ipfs = await openIpfsImitation();
  test1 = await openTestDeps();
  const blobs = openS3Blobs({ place: parseS3Url(s3.url), folder, copiesBytes: 1e9 });
  hub = await openTestGateway({ db: test1.db, blobs, clock });
  deps = { ...hub.deps, ipfs: { node: openIpfsNode(ipfs.url), gateway: ipfs.url } };
});
afterAll(async () => {
  await hub.close();
  await test1.close();
  await s3.close();
  await ipfs.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await test1.database.clear();
  ownerId = (await test1.newAccount()).id;
});

async function* once(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}

async function store(content: Buffer) {
  const stored = await deps.blobs.put(once(content), { maxBytes: 1e9 });
  const row = { id: newId(), ownerId, sha256: stored.sha256, sizeBytes: BigInt(stored.sizeBytes), mime: 'x/y' };
  return deps.db.blob.create({ data: row });
}

/** A published version, encrypted for its sale or not. */
async function publish(isPrivate: boolean) {
  const versionId = newId();
  const root = contentRoot(plain);
  const cipherRoot = contentRoot(sealed);
  const version = {
    id: versionId,
    ownerId,
    number: 1,
    contentRoot: root,
    isReady: true,
    blobId: (await store(plain)).id,
  };
  const component = { id: newId(), ownerId, kind: 'knowledge' as const, name: 'Handbook' };
  const saleTerms = { create: { ownerId, versionId, choices: {}, state: 'offered' } };
  await deps.db.component.create({ data: { ...component, versions: { create: version }, saleTerms } });
  if (!isPrivate) return { versionId, root };
  const key = { versionId, ownerId, contentRoot: root, cipherRoot, commitment: '0x', envelope: {} };
  await deps.db.contentKey.create({ data: { ...key, blobId: (await store(sealed)).id } });
  return { versionId, root: cipherRoot };
}

test.each([
  { name: 'a public version', isPrivate: false, bytes: plain },
  { name: 'a private version, as it is encrypted,', isPrivate: true, bytes: sealed },
])('$name is pinned once it is on sale, and downloads from the file store, the gateway and IPFS', async (kind) => {
  const { versionId, root } = await publish(kind.isPrivate);
  expect([await queueMissingPins(deps), await queueMissingPins(deps)]).toEqual([1, 0]);
  expect(await deps.db.job.findMany({ select: { kind: true, payload: true } })).toEqual([
    { kind: 'bundle.pin', payload: { versionId } },
  ]);
  const pinned = await pinBundle(deps, { versionId });
  expect(await pinBundle(deps, { versionId })).toEqual(pinned);
  expect(pinned.root).toBe(root);
  expect((await buffer(openIpfsNode(ipfs.url).read(pinned.cid))).equals(kind.bytes)).toBe(true);
  await expect(buffer(openIpfsNode(ipfs.url).read('bafyother'))).rejects.toMatchObject({ code: 'upstream_failed' });

  const { bundleAddresses, moreAddresses } = await bundleSources(deps, [root]);
  const addresses = [bundleAddresses[root] ?? '', ...(moreAddresses[root] ?? [])];
  expect(addresses.map((address) => new URL(address).origin)).toEqual([s3.origin, hub.gateway.url, ipfs.url]);
  for (const address of addresses) {
    const response = await fetch(address);
    expect(Buffer.from(await response.arrayBuffer()).equals(kind.bytes)).toBe(true);
  }
});

test('without an IPFS node nothing is queued, and without a gateway of it no such address is given', async () => {
  const { versionId, root } = await publish(false);
  await deps.db.pinnedBundle.create({ data: { root, cid: 'bafy' } });
  const plainDeps = { ...deps, ipfs: { node: null, gateway: null } };
  await queueMissingPins(plainDeps);
  expect(await deps.db.job.count()).toBe(0);
  await expect(pinBundle(plainDeps, { versionId })).rejects.toMatchObject({ code: 'conflict' });
  expect((await bundleSources(plainDeps, [root])).moreAddresses[root]).toHaveLength(1);
});

test('what an IPFS node does wrong is said in words, and no pin is noted', async () => {
  const { versionId } = await publish(false);
  ipfs.next = { status: 500, body: '{"Message":"no space left on device","Code":0,"Type":"error"}' };
  await expect(pinBundle(deps, { versionId })).rejects.toThrow('The IPFS node answered 500: no space left on device;');
  ipfs.next = { status: 200, body: `{"Name":"x","Hash":"${otherCid}","Size":"1"}\n` };
  await expect(pinBundle(deps, { versionId })).rejects.toThrow(/names the bundle bafybei\w+, but its identifier/);
  ipfs.next = { status: 200, body: 'hello' };
  await expect(pinBundle(deps, { versionId })).rejects.toThrow(/may not be Kubo-compatible/);
  const nowhere = { ...deps, ipfs: { node: openIpfsNode('http://127.0.0.1:1'), gateway: null } };
  await expect(pinBundle(nowhere, { versionId })).rejects.toThrow(/127\.0\.0\.1:1 can't be reached/);
  expect(await deps.db.pinnedBundle.count()).toBe(0);
});

test('a bundle that is gone keeps the address of its gateway only: a node may hold it already', async () => {
  const root = `0x${'ab'.repeat(32)}`;
  const { bundleAddresses, moreAddresses } = await bundleSources(deps, [root]);
  expect(bundleAddresses[root]).toContain(`${hub.gateway.url}/bundles/${root}`);
  expect(moreAddresses).toEqual({});
  await expect(buffer(deps.blobs.read('0'.repeat(64)))).rejects.toMatchObject({ code: 'not_found' });
});
