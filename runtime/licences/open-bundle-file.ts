import { createReadStream } from 'node:fs';
import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { openSealedBundle } from '#protocol/bundles/open-sealed-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';

/** The plain bytes of a bundle on disk: as they lie there, or decrypted with its key. Throws `unreadable_document` at the end when they aren't those of the root. */
export async function* openBundleFile(input: {
  file: string;
  contentRoot: string;
  /** Null for a bundle that isn't encrypted. */
  key: Uint8Array | null;
}): AsyncGenerator<Uint8Array, void, undefined> {
  const stored = createReadStream(input.file, { highWaterMark: 1 << 20 });
  const root = openContentRoot(nativeHashing);
  for await (const part of input.key ? openSealedBundle(stored, input.key) : (stored as AsyncIterable<Buffer>)) {
    root.update(part);
    yield part;
  }
  if (root.root() === input.contentRoot) return;
  throw new AppError(
    'unreadable_document',
    "The bundle on this node's disk was changed after it was fetched; deploy again to fetch it anew.",
  );
}
