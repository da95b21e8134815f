import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';

/** An agent as its plugins see it: a live one, or the draft of a preview. */
export interface PluginAgent {
  manifest: AgentManifest;
  /** Collections of the vector store that hold its knowledge. */
  collections: string[];
}

/** What `gaia.searchKnowledge` finds in an agent's knowledge; nothing where the evidence is too weak. Throws `conflict` for an agent without knowledge. */
export async function searchAgentKnowledge(
  deps: { engine: Engine; store: VectorStore },
  { agent, query }: { agent: PluginAgent; query: string },
  signal: AbortSignal,
): Promise<{ document: string; text: string }[]> {
  const { embedding, retrieval: settings } = agent.manifest;
  const { collections } = agent;
  if (!embedding || collections.length === 0) throw new AppError('conflict', 'This agent has no knowledge.');
  const { sha256: embeddingModelId, fingerprint } = embedding;
  const search = { collections, embeddingModelId, fingerprint, query, settings };
  const { passages, evidence } = await searchKnowledge(deps, search, signal);
  return evidence.isSufficient ? passages.map(({ documentName, text }) => ({ document: documentName, text })) : [];
}
