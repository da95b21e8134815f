import { limits } from '#protocol/limits.ts';
import { rowsPath } from '#protocol/manifests/dataset-part.ts';
import { type FileUpload, type PublishedFile, publishFile } from '#server/components/publish-file.ts';
import type { Deps } from '#server/deps-type.ts';
import { readDatasetRows } from './read-dataset-rows.ts';

/** Publishes a JSONL file of chat rows as a version of a component of kind `dataset`. Throws what `readDatasetRows` throws, and `not_found` for a component of somebody else's; nothing is kept then. */
export function publishDataset(deps: Deps, input: FileUpload): Promise<PublishedFile> {
  return publishFile(deps, input, {
    kind: 'dataset',
    maxBytes: limits.datasetBytes,
    describe: async ({ sha256 }) => ({
      path: rowsPath,
      part: { dataset: await readDatasetRows(deps.blobs.read(sha256)) },
    }),
  });
}
