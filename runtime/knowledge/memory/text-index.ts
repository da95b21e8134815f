import { queryWords } from '#runtime/knowledge/text/query-words.ts';
import { stemWord } from '#runtime/knowledge/text/stem-word.ts';
import { toTerms } from '#runtime/knowledge/text/to-terms.ts';

const k1 = 1.2;
const b = 0.75;

/** BM25 over texts in memory. */
export interface TextIndex {
  /** Adds a text or replaces the one with this id. */
  put(id: string, text: string): void;
  remove(id: string): void;
  /** Ids and BM25 scores, best first; ties by id. */
  search(query: string, limit: number): { id: string; score: number }[];
}

/** Opens an empty BM25 index (Robertson and Zaragoza, "The probabilistic relevance framework", 2009; k1 = 1.2, b = 0.75). */
export function openTextIndex(): TextIndex {
  const postings = new Map<string, Map<string, number>>();
  const texts = new Map<string, { terms: string[]; length: number }>();
  let totalLength = 0;

  const remove = (id: string) => {
    const text = texts.get(id);
    if (!text) return;
    texts.delete(id);
    totalLength -= text.length;
    for (const term of text.terms) {
      const posting = postings.get(term);
      posting?.delete(id);
      if (posting?.size === 0) postings.delete(term);
    }
  };

  const put = (id: string, text: string) => {
    remove(id);
    const terms = toTerms(text);
    for (const term of terms) {
      const posting = postings.get(term) ?? new Map<string, number>();
      posting.set(id, (posting.get(id) ?? 0) + 1);
      postings.set(term, posting);
    }
    texts.set(id, { terms: [...new Set(terms)], length: terms.length });
    totalLength += terms.length;
  };

  const search = (query: string, limit: number) => {
    const scores = new Map<string, number>();
    const averageLength = totalLength / Math.max(1, texts.size);
    for (const term of new Set(queryWords(query).map(stemWord))) {
      const posting = postings.get(term);
      if (!posting) continue;
      const weight = Math.log(1 + (texts.size - posting.size + 0.5) / (posting.size + 0.5));
      for (const [id, times] of posting) {
        const length = texts.get(id)?.length ?? averageLength;
        const share = (times * (k1 + 1)) / (times + k1 * (1 - b + (b * length) / averageLength));
        scores.set(id, (scores.get(id) ?? 0) + weight * share);
      }
    }
    return [...scores]
      .map(([id, score]) => ({ id, score }))
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .slice(0, limit);
  };

  return { put, remove, search };
}
