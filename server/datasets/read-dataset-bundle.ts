import { isDeepStrictEqual } from 'node:util';
import { type ReadBundle, readBundle } from '#protocol/bundles/read-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import { type DatasetPart, rowsPath } from '#protocol/manifests/dataset-part.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import { readDatasetRows } from './read-dataset-rows.ts';

/** The beginning of each row's text, by the hash of its messages. */
export type RowTexts = Map<string, string>;

const shownLength = 300;

/**
 * Reads a bundle, verified, and the rows where it is one of a dataset; null for other kinds. Throws what `readBundle` and `readDatasetRows` throw, and `unreadable_document` where the
 * rows are not what the manifest says of them.
 */
export async function readDatasetBundle(
  source: AsyncIterable<Uint8Array>,
): Promise<{ bundle: ReadBundle; rows: RowTexts | null }> {
  const rows: RowTexts = new Map();
  let facts: DatasetPart | null = null;
  const bundle = await readBundle(source, {
    hashing: nativeHashing,
    onFile: async (path, content) => {
      if (path !== rowsPath) return drain(content);
      facts = await readDatasetRows(content, ({ hash, messages }) => {
        rows.set(
          hash,
          messages
            .map((one) => `${one.role}: ${one.content}`)
            .join(' ⏎ ')
            .slice(0, shownLength),
        );
      });
    },
  });
  if (bundle.manifest.kind !== 'dataset') return { bundle, rows: null };
  if (facts && isDeepStrictEqual(facts, bundle.manifest.dataset)) return { bundle, rows };
  throw new AppError('unreadable_document', 'The rows of this dataset are not what its manifest says of them.');
}

async function drain(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _part of content);
}
