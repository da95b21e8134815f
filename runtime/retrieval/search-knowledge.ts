import type { EmbeddingFingerprint, RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { embedQueries } from './embed-queries.ts';
import { findCandidates } from './find-candidates.ts';
import { fuseCandidates } from './fuse-candidates.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { packPassages } from './pack-passages.ts';

export interface SearchInput {
  /** Searched together; all hold vectors of the fingerprint. */
  collections: string[];
  embeddingModelId: string;
  fingerprint: EmbeddingFingerprint;
  query: string;
  settings: RetrievalSettings;
}

/**
 * Searches collections for a question: nearest vectors and full text side by side, fused by reciprocal rank, duplicates
 * removed, the evidence judged, and the best passages packed for a prompt. Each stage leaves its scores and time.
 * Passages are packed even where evidence is too weak: the caller's policy decides what becomes of them.
 */
export async function searchKnowledge(
  deps: { engine: Engine; store: VectorStore },
  input: SearchInput,
  signal: AbortSignal,
): Promise<SearchResult> {
  const { query, settings } = input;
  const startedAt = performance.now();
  const [vector] = await embedQueries(deps, { ...input, queries: [query], priority: 'query' }, signal);
  const embeddedAt = performance.now();
  const found = await findCandidates(deps, { ...input, vector: vector ?? new Float32Array() });
  signal.throwIfAborted();

  const foundAt = performance.now();
  const candidates = fuseCandidates(found);
  const evidence = judgeEvidence({ query, candidates, threshold: settings.evidenceThreshold });
  const passages = packPassages(candidates, settings);
  const endedAt = performance.now();
  return {
    query,
    candidates,
    evidence,
    passages,
    timesMs: {
      embed: embeddedAt - startedAt,
      dense: found.timesMs.dense,
      text: found.timesMs.text,
      fuse: endedAt - foundAt,
      total: endedAt - startedAt,
    },
  };
}
