import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { attributeAnswer } from '#runtime/retrieval/attribute-answer.ts';

/** A sentence of an answer, a passage, and what a person says: does the passage support the sentence? */
export interface LabelledPair {
  sentence: string;
  passage: string;
  isSupported: boolean;
}

export interface AttributionFigures {
  pairs: number;
  precision: number;
  recall: number;
  /** Pairs judged otherwise than labelled. */
  wrong: LabelledPair[];
}

/** Attributes each labelled sentence to its passage and counts: precision of the citations given, recall of those that should be. */
export async function measureAttribution(
  deps: { engine: Engine },
  input: { pairs: LabelledPair[]; embeddingModelId: string },
  signal: AbortSignal,
): Promise<AttributionFigures> {
  const { pairs, embeddingModelId } = input;
  const wrong: LabelledPair[] = [];
  let cited = 0;
  let right = 0;
  for (const pair of pairs) {
    const search = searchOf(pair.passage);
    const { citations } = await attributeAnswer(deps, { answer: pair.sentence, search, embeddingModelId }, signal);
    const isCited = citations.length > 0;
    if (isCited) cited += 1;
    if (isCited && pair.isSupported) right += 1;
    if (isCited !== pair.isSupported) wrong.push(pair);
  }
  const supported = pairs.filter((pair) => pair.isSupported).length;
  return {
    pairs: pairs.length,
    precision: right / Math.max(1, cited),
    recall: right / Math.max(1, supported),
    wrong,
  };
}

function searchOf(text: string): SearchResult {
  return {
    query: '',
    candidates: [],
    evidence: { strength: 1, threshold: 0, isSufficient: true, reason: 'Given.' },
    passages: [{ marker: 1, chunkIds: ['labelled'], documentName: 'labelled', text, tokenCount: 0 }],
    timesMs: { embed: 0, dense: 0, text: 0, fuse: 0, total: 0 },
  };
}
