import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ReadBundle, readBundle } from '#protocol/bundles/read-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import type { BundleManifest } from '#protocol/manifests/bundle-manifest.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';

export type KnowledgePart = NonNullable<BundleManifest['knowledge']>;

export interface UnpackedBundle extends ReadBundle {
  part: KnowledgePart;
}

const fileNames = new Set(['documents.jsonl', 'chunks.jsonl', 'vectors.f32']);

/** Verifies a knowledge bundle (form, root, hashes, signature) while its three files are written into a folder. Throws what `readBundle` throws, and `invalid_input` for a bundle of another kind. */
export async function unpackBundle(source: AsyncIterable<Uint8Array>, folder: string): Promise<UnpackedBundle> {
  const bundle = await readBundle(source, {
    hashing: nativeHashing,
    onFile: async (name, content) => {
      if (!fileNames.has(name)) {
        throw new AppError(
          'invalid_input',
          `"${name}" does not belong in a knowledge bundle; is it one of another kind?`,
        );
      }
      await pipeline(content, createWriteStream(path.join(folder, name), { mode: 0o600 }));
    },
  });
  const { kind, knowledge, files } = bundle.manifest;
  if (kind !== 'knowledge' || !knowledge || files.length !== fileNames.size) {
    throw new AppError('invalid_input', `This is a bundle of kind "${kind}"; only knowledge can be added here.`);
  }
  return { ...bundle, part: knowledge };
}
