import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { indexedBlockBytes, makeBlockIndex, readBlockIndex } from '#protocol/bundles/block-index.ts';
import { contentRoot } from '#protocol/bundles/content-root.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';
import { sendBytes, serveLocally } from '#runtime/testing/serve-locally.ts';
import { downloadBundle } from './download-bundle.ts';

const content = Uint8Array.from({ length: 3 * indexedBlockBytes + 5_000 }, (_, at) => (at * 7 + (at >> 12)) % 256);
const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-download-'));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

it('keeps only blocks whose hash is right, and after a wrong one goes on from the last good one', async () => {
  const wrong = Uint8Array.from(content);
  const at = 2 * indexedBlockBytes + 77;
  wrong[at] = (wrong[at] ?? 0) ^ 1;
  let sent = wrong;
  const server = await serveLocally((request, response) => sendBytes(request, response, { bytes: sent }));
  closing.push(() => server.close());
  const claims = { root: contentRoot(content, nativeHashing), sizeBytes: content.byteLength };
  const blocks = readBlockIndex(await makeBlockIndex([content], nativeHashing), claims, nativeHashing);
  const partial = path.join(folder, 'bundle.part');
  const { signal } = new AbortController();
  const download = () =>
    downloadBundle({ address: server.url, partial, sizeBytes: content.byteLength, blocks, signal }, () => undefined);

  await expect(download()).rejects.toThrow('Block 3 of 4 of the bundle arrived damaged');
  expect(statSync(partial).size).toBe(2 * indexedBlockBytes);
  sent = content;
  await download();
  expect(server.seen.at(-1)?.range).toBe(`bytes=${2 * indexedBlockBytes}-`);
  expect(new Uint8Array(readFileSync(partial))).toEqual(content);
});
