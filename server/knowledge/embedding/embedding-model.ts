import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import type { EmbeddingFingerprint } from '#protocol/manifests/agent-manifest.ts';
import { catalogue, type EmbeddingModel, findModel } from '#protocol/models/catalogue.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';

/** The catalogue's embedding model of this id. Throws `invalid_input` for another kind or an unknown one. */
export function embeddingModel(id: string): EmbeddingModel {
  const model = findModel(id);
  if (model?.kind === 'embedding') return model;
  throw new AppError('invalid_input', `"${id}" is no embedding model of the catalogue; choose one from the list.`, {
    param: 'embeddingModel',
  });
}

/** The embedding model that new knowledge is given: the catalogue's first. */
export function defaultEmbeddingModel(): EmbeddingModel {
  const model = catalogue.find((one) => one.kind === 'embedding');
  if (!model) throw new AppError('internal', 'The catalogue has no embedding model.');
  return model;
}

/** Short name of a fingerprint, stored beside each vector: equal fingerprints have equal hashes. */
export function fingerprintHash(fingerprint: EmbeddingFingerprint): string {
  const bytes = nativeHashing.sha256(new TextEncoder().encode(canonicalJson(fingerprint)));
  return Buffer.from(bytes).toString('hex');
}
