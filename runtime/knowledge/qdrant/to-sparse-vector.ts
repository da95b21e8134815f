import { queryWords } from '#runtime/knowledge/text/query-words.ts';
import { stemWord } from '#runtime/knowledge/text/stem-word.ts';
import { toTerms } from '#runtime/knowledge/text/to-terms.ts';

const k1 = 1.2;
const b = 0.75;
/** Words of a usual passage. BM25 wants the collection's average, which a server that computes IDF only can't give. */
const usualLength = 128;

export interface SparseVector {
  indices: number[];
  values: number[];
}

/** The BM25 weights of a text's terms without IDF, which Qdrant multiplies in (`modifier: idf`). */
export function toSparseVector(text: string): SparseVector {
  const terms = toTerms(text);
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(hashTerm(term), (counts.get(hashTerm(term)) ?? 0) + 1);
  const norm = k1 * (1 - b + (b * terms.length) / usualLength);
  return {
    indices: [...counts.keys()],
    values: [...counts.values()].map((count) => (count * (k1 + 1)) / (count + norm)),
  };
}

/** The terms a query asks for, each with weight 1. */
export function toSparseQuery(query: string): SparseVector {
  const indices = [...new Set(queryWords(query).map((word) => hashTerm(stemWord(word))))];
  return { indices, values: indices.map(() => 1) };
}

/** FNV-1a with 32 bits over UTF-16 units: the term's dimension. Frozen, because stored vectors lean on it. */
function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < term.length; index += 1) {
    hash = Math.imul(hash ^ term.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
