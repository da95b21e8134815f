import { createReadStream } from 'node:fs';
import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';

/** The contentRoot of a bundle's tar on disk. */
export async function bundleFileRoot(file: string): Promise<string> {
  const root = openContentRoot(nativeHashing);
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) root.update(part as Buffer);
  return root.root();
}
