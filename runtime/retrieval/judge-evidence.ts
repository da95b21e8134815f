import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';
import { splitWords } from '#runtime/knowledge/text/split-words.ts';
import { stemWord } from '#runtime/knowledge/text/stem-word.ts';
import { toContentTerms } from '#runtime/knowledge/text/to-terms.ts';

/** Candidates looked at; evidence further down is none. */
const lookAt = 10;
const cosineWeight = 0.7;
const agreementWeight = 1 - cosineWeight;

/**
 * Judges whether any candidate can answer the question. Strength, 0 to 1, is the best candidate's
 *
 *     0.7 · cosine + 0.3 · agreement
 *
 * where agreement is the share of the question's content words that the candidate (with its headings) holds, each
 * weighted by how rare it is among the candidates. A question without content words is judged by cosine alone. Fused
 * ranks are no part of it: something is always first.
 */
export function judgeEvidence(input: {
  query: string;
  candidates: RetrievedChunk[];
  threshold: number;
}): SearchResult['evidence'] {
  const { candidates, threshold } = input;
  const wanted = toContentTerms(input.query);
  const texts = candidates.map((chunk) => heldTerms(chunk, wanted));
  const terms = weighTerms(wanted, texts);
  let best = { strength: 0, cosine: 0, held: 0, documentName: '' };
  for (const [index, chunk] of candidates.slice(0, lookAt).entries()) {
    const cosine = Math.max(0, chunk.scores.dense ?? 0);
    const { agreement, held } = agree(terms, texts[index] ?? new Set());
    const strength = terms.size > 0 ? cosineWeight * cosine + agreementWeight * agreement : cosine;
    if (strength > best.strength) best = { strength, cosine, held, documentName: chunk.documentName };
  }

  const strength = Math.min(1, best.strength);
  const isSufficient = candidates.length > 0 && strength >= threshold;
  if (candidates.length === 0) return { strength, threshold, isSufficient, reason: 'The knowledge holds no passage.' };
  const facts = `The best passage (${best.documentName || 'none'}) has cosine ${best.cosine.toFixed(2)} and holds ${best.held} of ${terms.size} content words`;
  const verdict = isSufficient ? 'reaches' : 'is below';
  return {
    strength,
    threshold,
    isSufficient,
    reason: `${facts}; strength ${strength.toFixed(2)} ${verdict} the threshold ${threshold.toFixed(2)}.`,
  };
}

/** BM25's inverse document frequency, counted over the candidates; a word that none of them holds weighs most. */
function weighTerms(wanted: string[], texts: Set<string>[]): Map<string, number> {
  return new Map(
    wanted.map((term) => {
      const holding = texts.filter((text) => text.has(term)).length;
      return [term, Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
}

function agree(terms: Map<string, number>, text: Set<string>): { agreement: number; held: number } {
  let total = 0;
  let shared = 0;
  for (const [term, weight] of terms) {
    total += weight;
    if (text.has(term)) shared += weight;
  }
  return { agreement: total > 0 ? shared / total : 0, held: text.size };
}

/** Which of the wanted terms a chunk holds. A stem keeps the first two letters of its word: only such words are stemmed. */
function heldTerms(chunk: RetrievedChunk, wanted: string[]): Set<string> {
  const terms = new Set(wanted);
  const starts = new Set(wanted.map((term) => term.slice(0, 2)));
  const words = splitWords(`${chunk.headingPath.join(' ')} ${chunk.text}`);
  const stems = words.filter((word) => starts.has(word.slice(0, 2))).map(stemWord);
  return new Set(stems.filter((stem) => terms.has(stem)));
}
