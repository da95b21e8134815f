import { AppError } from '#protocol/errors.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import type { PromptAgent } from '#runtime/prompts/prompt-means.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';

/** Passages of the agent's own knowledge about something, each with its document; a sentence where there are none. Throws `conflict` for an agent without knowledge. */
export async function lookUpKnowledge(
  deps: { engine: Engine; store: VectorStore },
  { agent, query }: { agent: PromptAgent; query: string },
  signal: AbortSignal,
): Promise<string> {
  const { embedding, retrieval } = agent.manifest;
  if (!embedding || agent.collections.length === 0) throw new AppError('conflict', 'the agent has no knowledge');
  const { passages, evidence } = await searchKnowledge(
    deps,
    {
      collections: agent.collections,
      embeddingModelId: embedding.sha256,
      fingerprint: embedding.fingerprint,
      query,
      settings: retrieval,
    },
    signal,
  );
  if (!evidence.isSufficient || passages.length === 0) return `[nothing found about "${query.slice(0, 200)}"]`;
  return passages.map(({ documentName, text }) => `${documentName}: ${text}`).join('\n\n');
}
