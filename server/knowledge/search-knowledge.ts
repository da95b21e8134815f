import { AppError } from '#protocol/errors.ts';
import type { RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import { modelReference } from '#protocol/models/catalogue.ts';
import { type SearchResult, searchResultSchema } from '#protocol/retrieval/trace.ts';
import type { Deps } from '#server/deps-type.ts';
import { syncDraft } from './draft/sync-draft.ts';
import { askNode, connectedNodes } from './embedding/ask-nodes.ts';
import { embeddingModel } from './embedding/embedding-model.ts';
import { findOwnKnowledge, type OwnKnowledge } from './find-own-knowledge.ts';
import type { PresentChunk } from './present-chunks.ts';

export interface SearchKnowledgeInput {
  ownerId: string;
  knowledgeId: string;
  query: string;
  /** Settings to try; those of the knowledge base by default. */
  retrieval?: RetrievalSettings | undefined;
  signal: AbortSignal;
}

/** Try search: brings a connected node's cache of the draft up to date and searches it. Throws `node_offline`, and `conflict` while there is nothing to search. */
export async function searchKnowledge(deps: Deps, input: SearchKnowledgeInput): Promise<SearchResult> {
  const knowledge = await findOwnKnowledge(deps, input);
  if ((await deps.db.chunk.count({ where: { knowledgeId: knowledge.id, vector: { isNot: null } } })) === 0) {
    throw new AppError('conflict', `"${knowledge.name}" has no passages to search yet; add a document first.`);
  }
  let offline: unknown;
  for (const nodeId of await connectedNodes(deps, input.ownerId)) {
    try {
      return await searchOn(deps, { ...input, knowledge, nodeId });
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'node_offline') throw cause;
      offline = cause;
    }
  }
  throw new AppError(
    'node_offline',
    'Search runs on a node, and none of yours is connected. Start one, or look under Nodes why it is not.',
    { cause: offline },
  );
}

async function searchOn(
  deps: Deps,
  input: SearchKnowledgeInput & { knowledge: OwnKnowledge; nodeId: string },
): Promise<SearchResult> {
  const { knowledge, nodeId, signal, ownerId } = input;
  const { collection, chunks } = await syncDraft(deps, { knowledge, nodeId, signal });
  const model = embeddingModel(knowledge.embeddingModel);
  const body = {
    collections: [collection],
    embedding: { ...modelReference(model), fingerprint: model.fingerprint },
    query: input.query,
    retrieval: input.retrieval ?? {
      ...knowledge.retrieval,
      evidenceThreshold: knowledge.evidenceThreshold ?? knowledge.retrieval.evidenceThreshold,
    },
  };
  const result = await askNode(
    deps,
    { ownerId, nodeId, signal, method: 'POST', path: '/control/search', body },
    searchResultSchema,
  );
  await deps.db.knowledge.updateMany({ where: { id: knowledge.id }, data: { searchedAt: deps.clock() } });
  return withOriginalIds(result, chunks);
}

/** Edited chunks are known to the node by the id of their new text; screens know every chunk by the id it was cut with. */
function withOriginalIds(result: SearchResult, chunks: readonly PresentChunk[]): SearchResult {
  const originals = new Map(chunks.map(({ presentId, chunkId }) => [presentId, chunkId]));
  const original = (id: string) => originals.get(id) ?? id;
  return {
    ...result,
    candidates: result.candidates.map((one) => ({ ...one, chunkId: original(one.chunkId) })),
    passages: result.passages.map((one) => ({ ...one, chunkIds: one.chunkIds.map(original) })),
  };
}
