import type { Citation, RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { toContentTerms } from '#runtime/knowledge/text/to-terms.ts';
import { cutQuote } from './cut-quote.ts';
import { findSupport, type Support } from './find-support.ts';
import { splitClaims, withoutMarkers } from './split-claims.ts';
import type { Span } from './split-sentences.ts';

/**
 * Says which passage supports each claim of an answer: a citation for each supported sentence, with a verbatim quote, and
 * the spans that no passage supports. Greetings, questions, headings and code are neither. Offsets are UTF-16 units of
 * the answer. A claim is supported when a passage's sentence shares enough of its words and meaning and all its numbers.
 */
export async function attributeAnswer(
  deps: { engine: Engine },
  input: { answer: string; search: SearchResult; embeddingModelId: string },
  signal: AbortSignal,
): Promise<{ citations: Citation[]; unsupported: { start: number; end: number }[] }> {
  const { answer, search, embeddingModelId } = input;
  const claims = splitClaims(answer);
  const texts = claims.map((claim) => withoutMarkers(claim.text));
  const supports = await findSupport(deps, { claims: texts, passages: search.passages, embeddingModelId }, signal);
  const citations: Citation[] = [];
  const unsupported: { start: number; end: number }[] = [];
  for (const [index, claim] of claims.entries()) {
    const support = supports[index];
    if (support) citations.push(toCitation(claim, support, search));
    else unsupported.push({ start: claim.start, end: claim.end });
  }
  return { citations, unsupported };
}

function toCitation(claim: Span, support: Support, search: SearchResult): Citation {
  const passage = search.passages[support.passage];
  const quote = cutQuote(support.sentence, new Set(toContentTerms(claim.text)));
  const chunk = findChunk(search.candidates, passage?.chunkIds ?? [], quote);
  return {
    marker: passage?.marker ?? support.passage + 1,
    chunkId: chunk?.chunkId ?? passage?.chunkIds[0] ?? '',
    document: passage?.documentName ?? '',
    page: chunk?.pageStart ?? null,
    quote,
    start: claim.start,
    end: claim.end,
  };
}

/** The chunk of a joined passage that holds the quote, or else most of its words. */
function findChunk(candidates: RetrievedChunk[], chunkIds: string[], quote: string): RetrievedChunk | undefined {
  const chunks = candidates.filter((chunk) => chunkIds.includes(chunk.chunkId));
  const whole = chunks.find((chunk) => chunk.text.includes(quote));
  if (whole || chunks.length < 2) return whole ?? chunks[0];
  const terms = toContentTerms(quote);
  const shared = (chunk: RetrievedChunk) => {
    const held = new Set(toContentTerms(chunk.text));
    return terms.filter((term) => held.has(term)).length;
  };
  return chunks.reduce((best, chunk) => (shared(chunk) > shared(best) ? chunk : best));
}
