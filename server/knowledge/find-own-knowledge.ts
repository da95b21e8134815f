import { AppError } from '#protocol/errors.ts';
import { type RetrievalSettings, retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { type ChunkingSettings, chunkingSettingsSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnKnowledge {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  chunking: ChunkingSettings;
  retrieval: RetrievalSettings;
  /** Catalogue id. */
  embeddingModel: string;
  evidenceThreshold: number | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The owner's knowledge base with its settings. Throws `not_found`, also for somebody else's. */
export async function findOwnKnowledge(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; knowledgeId: string },
): Promise<OwnKnowledge> {
  const row = await deps.db.component.findFirst({
    where: { id: input.knowledgeId, ownerId: input.ownerId, kind: 'knowledge' },
    select: {
      id: true,
      ownerId: true,
      name: true,
      description: true,
      createdAt: true,
      updatedAt: true,
      knowledge: { select: { chunking: true, retrieval: true, embeddingModel: true, evidenceThreshold: true } },
    },
  });
  if (!row?.knowledge) {
    throw new AppError('not_found', 'No knowledge base of yours has this id; it may have been deleted.');
  }
  const { knowledge, ...component } = row;
  return {
    ...component,
    ...knowledge,
    chunking: chunkingSettingsSchema.parse(knowledge.chunking),
    retrieval: retrievalSettingsSchema.parse(knowledge.retrieval),
  };
}
