import type { Deps } from '#server/deps-type.ts';
import { countDocuments, type DocumentCounts } from './count-documents.ts';
import { findOwnKnowledge, type OwnKnowledge } from './find-own-knowledge.ts';

export interface KnowledgeView extends Omit<OwnKnowledge, 'ownerId'> {
  documents: DocumentCounts;
  chunks: number;
  /** Chunks switched off by hand. */
  disabledChunks: number;
}

/** A knowledge base with settings and counts. Throws `not_found`, also for somebody else's. */
export async function getKnowledge(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; knowledgeId: string },
): Promise<KnowledgeView> {
  const { ownerId: _ownerId, ...knowledge } = await findOwnKnowledge(deps, input);
  const where = { knowledgeId: knowledge.id };
  const [counts, chunks, disabledChunks] = await Promise.all([
    countDocuments(deps, [knowledge.id]),
    deps.db.chunk.count({ where }),
    deps.db.chunkOverlay.count({ where: { ...where, isEnabled: false } }),
  ]);
  return { ...knowledge, documents: counts(knowledge.id), chunks, disabledChunks };
}
