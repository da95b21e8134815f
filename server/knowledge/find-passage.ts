import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { embeddingModel, fingerprintHash } from './embedding/embedding-model.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';
import { presentChunks } from './present-chunks.ts';

export interface FoundPassage {
  knowledgeId: string;
  documentId: string;
  /** Id of the chunk as it was cut. */
  chunkId: string;
}

/** Where a cited passage lies in the owner's documents. Citations of a text that a person changed carry the id of the new text; they are found too. Throws `not_found`, also for somebody else's. */
export async function findPassage(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; chunkId: string },
): Promise<FoundPassage> {
  const { ownerId } = input;
  const select = { knowledgeId: true, documentId: true, chunkId: true };
  const asCut = await deps.db.chunk.findFirst({ where: { ownerId, chunkId: input.chunkId }, select });
  if (asCut) return asCut;
  const edited = await deps.db.chunkOverlay.findMany({
    where: { ownerId, text: { not: null } },
    distinct: ['knowledgeId'],
    select: { knowledgeId: true },
  });
  for (const { knowledgeId } of edited) {
    const knowledge = await findOwnKnowledge(deps, { ownerId, knowledgeId });
    const fingerprint = fingerprintHash(embeddingModel(knowledge.embeddingModel).fingerprint);
    const chunks = await presentChunks(deps.db, { knowledgeId, fingerprint });
    const present = chunks.find(({ presentId }) => presentId === input.chunkId);
    if (present) return await deps.db.chunk.findUniqueOrThrow({ where: { id: present.rowId }, select });
  }
  throw new AppError('not_found', 'This passage is no longer in your documents: its document was changed or deleted.');
}
