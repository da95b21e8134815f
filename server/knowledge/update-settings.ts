import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import type { RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { ChunkingSettings } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { embeddingModel } from './embedding/embedding-model.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';
import { queueIngest } from './queue-ingest.ts';

export interface UpdateSettingsInput {
  ownerId: string;
  knowledgeId: string;
  chunking: ChunkingSettings;
  retrieval: RetrievalSettings;
}

/** Saves the settings; other chunk sizes queue every document that has text to be cut again. Throws `invalid_input` for sizes that contradict each other. */
export async function updateSettings(
  deps: Pick<Deps, 'db'>,
  input: UpdateSettingsInput,
): Promise<{ queuedDocuments: number }> {
  const knowledge = await findOwnKnowledge(deps, input);
  const { ownerId, chunking, retrieval } = input;
  assertSizes(chunking, embeddingModel(knowledge.embeddingModel).maxTokens);
  const isCutAgain = canonicalJson(chunking) !== canonicalJson(knowledge.chunking);

  return deps.db.$transaction(async (tx) => {
    await tx.knowledge.update({
      where: { id: knowledge.id },
      data: { chunking: { ...chunking }, retrieval: { ...retrieval }, ...(isCutAgain && { evidenceThreshold: null }) },
      select: { id: true },
    });
    if (!isCutAgain) return { queuedDocuments: 0 };
    const documents = await tx.document.findMany({
      where: { knowledgeId: knowledge.id, text: { not: null }, state: { in: ['ready', 'chunking', 'embedding'] } },
      select: { id: true },
    });
    for (const { id } of documents) await queueIngest(tx, { ownerId, documentId: id });
    return { queuedDocuments: documents.length };
  });
}

function assertSizes(chunking: ChunkingSettings, modelTokens: number): void {
  const { targetTokens, maxTokens, overlapTokens } = chunking;
  const wrong = [
    targetTokens > maxTokens && `The target (${targetTokens}) must not be above the maximum (${maxTokens}).`,
    overlapTokens > targetTokens / 2 &&
      `The overlap (${overlapTokens}) must not be above half of the target (${targetTokens}).`,
    maxTokens > modelTokens && `The embedding model reads at most ${modelTokens} tokens; ${maxTokens} are asked for.`,
  ].find((message) => message !== false);
  if (wrong) throw new AppError('invalid_input', wrong, { param: 'chunking' });
}
