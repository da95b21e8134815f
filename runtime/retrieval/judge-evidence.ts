import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';
import { toContentTerms, toTerms } from '#runtime/knowledge/text/to-terms.ts';

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
  const terms = weighTerms(input.query, candidates);
  let best = { strength: 0, cosine: 0, held: 0, documentName: '' };
  for (const chunk of candidates.slice(0, lookAt)) {
    const cosine = Math.max(0, chunk.scores.dense ?? 0);
    const { agreement, held } = agree(terms, chunk);
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
function weighTerms(query: string, candidates: RetrievedChunk[]): Map<string, number> {
  const texts = candidates.map((chunk) => termsOf(chunk));
  return new Map(
    toContentTerms(query).map((term) => {
      const holding = texts.filter((text) => text.has(term)).length;
      return [term, Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5))];
    }),
  );
}

function agree(terms: Map<string, number>, chunk: RetrievedChunk): { agreement: number; held: number } {
  const text = termsOf(chunk);
  let total = 0;
  let shared = 0;
  let held = 0;
  for (const [term, weight] of terms) {
    total += weight;
    if (!text.has(term)) continue;
    shared += weight;
    held += 1;
  }
  return { agreement: total > 0 ? shared / total : 0, held };
}

function termsOf(chunk: RetrievedChunk): Set<string> {
  return new Set(toTerms(`${chunk.headingPath.join(' ')} ${chunk.text}`));
}
