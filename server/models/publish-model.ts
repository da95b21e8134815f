import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { ModelPart } from '#protocol/manifests/model-part.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import { type FileUpload, type PublishedFile, publishFile } from '#server/components/publish-file.ts';
import type { Deps } from '#server/deps-type.ts';
import { readGgufFacts } from './read-gguf-facts.ts';

export interface ModelUpload extends FileUpload {
  /** Model of the catalogue that it was made from; null for none of them. */
  madeFrom: string | null;
  fileName: string;
}

/** A tar has a few blocks besides its files. */
const tarBytes = 1_048_576;

/**
 * Publishes a model file as a version of a component of kind `model`: a signed bundle with the file in it, which agents can be built on and which can be sold. Throws `invalid_input` for what is no chat
 * model in GGUF, `too_large`, `not_found` for a component of somebody else's; nothing is kept then.
 */
export async function publishModel(deps: Deps, input: ModelUpload): Promise<PublishedFile> {
  const { madeFrom } = input;
  if (madeFrom !== null && findModel(madeFrom)?.kind !== 'chat') {
    throw new AppError('invalid_input', `No chat model "${madeFrom}" is in the catalogue.`, { param: 'madeFrom' });
  }
  return publishFile(deps, input, {
    kind: 'model',
    maxBytes: limits.bundleSizeBytes - tarBytes,
    describe: async (stored) => {
      const model = await partOf(deps, input, stored);
      return { path: model.fileName, part: { model } };
    },
  });
}

async function partOf(
  deps: Pick<Deps, 'blobs'>,
  { fileName, madeFrom }: ModelUpload,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
): Promise<ModelPart> {
  const { architecture, contextTokens, parameters, template, hasVocabulary } = await readGgufFacts(
    deps.blobs.read(sha256),
  );
  if (!hasVocabulary || architecture.includes('bert')) {
    throw new AppError(
      'invalid_input',
      `A model of the architecture "${architecture}" does not answer; give a chat model.`,
    );
  }
  return {
    fileName: plainFileName(fileName),
    sha256,
    sizeBytes,
    architecture,
    contextTokens,
    parameters,
    template,
    madeFrom,
  };
}

/** What a node may call it. */
function plainFileName(fileName: string): string {
  const plain = fileName
    .replace(/\.gguf$/i, '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100);
  return `${plain || 'model'}.gguf`;
}
