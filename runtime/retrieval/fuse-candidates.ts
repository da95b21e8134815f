import type { RetrievedChunk } from '#protocol/retrieval/trace.ts';
import type { ScoredPoint } from '#runtime/knowledge/vector-store.ts';
import type { FoundLists } from './find-candidates.ts';

/** Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet", 2009. */
const rankConstant = 60;

/**
 * Fuses the lists of all collections by reciprocal rank: Σ 1 / (60 + rank) over the stages that found a chunk. Cosines
 * compare across collections, so dense ranks are counted over all of them; BM25 scores don't, so full-text ranks are
 * counted within each. Of chunks with the same text only the best is kept.
 */
export function fuseCandidates(found: Pick<FoundLists, 'dense' | 'text'>): RetrievedChunk[] {
  const chunks = new Map<string, RetrievedChunk>();
  const take = (collection: string, point: ScoredPoint): RetrievedChunk => {
    const key = `${collection} ${point.id}`;
    const chunk = chunks.get(key) ?? toChunk(point);
    chunks.set(key, chunk);
    return chunk;
  };

  const dense = found.dense.flatMap(({ collection, points }) => points.map((point) => ({ collection, point })));
  dense.sort((one, other) => other.point.score - one.point.score);
  for (const [index, { collection, point }] of dense.entries()) {
    const { scores } = take(collection, point);
    scores.dense = point.score;
    scores.denseRank = index + 1;
    scores.fused += 1 / (rankConstant + index + 1);
  }
  for (const { collection, points } of found.text) {
    for (const [index, point] of points.entries()) {
      const { scores } = take(collection, point);
      scores.text = point.score;
      scores.textRank = index + 1;
      scores.fused += 1 / (rankConstant + index + 1);
    }
  }
  return withoutDuplicates([...chunks.values()].sort(byFusion));
}

/** Ties go to the better cosine, then to the id, so that equal searches give equal lists. */
function byFusion(one: RetrievedChunk, other: RetrievedChunk): number {
  const byCosine = (other.scores.dense ?? -1) - (one.scores.dense ?? -1);
  return other.scores.fused - one.scores.fused || byCosine || (one.chunkId < other.chunkId ? -1 : 1);
}

function withoutDuplicates(chunks: RetrievedChunk[]): RetrievedChunk[] {
  const seen = new Set<string>();
  return chunks.filter((chunk) => {
    const text = chunk.text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function toChunk({ id, passage }: ScoredPoint): RetrievedChunk {
  const scores = { dense: null, denseRank: null, text: null, textRank: null, fused: 0 };
  return { chunkId: id, ...passage, scores };
}
