import type { SearchResult } from '#protocol/retrieval/trace.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { attributeAnswer } from '#runtime/retrieval/attribute-answer.ts';

/** A sentence of an answer, the passages it was given, and which of them supports it; null for none. */
export interface LabelledSentence {
  sentence: string;
  passages: string[];
  supportedBy: number | null;
}

export interface AttributionFigures {
  sentences: number;
  precision: number;
  recall: number;
  /** One line each: what was cited wrongly or not at all. */
  wrong: string[];
}

/** Attributes each labelled sentence to its passages and counts: precision of the citations given, recall of those that should be. A citation of the wrong passage is wrong. */
export async function measureAttribution(
  deps: { engine: Engine },
  input: { sentences: LabelledSentence[]; embeddingModelId: string },
  signal: AbortSignal,
): Promise<AttributionFigures> {
  const { sentences, embeddingModelId } = input;
  const judged: { label: LabelledSentence; found: number | null }[] = [];
  for (const label of sentences) {
    const search = searchOf(label.passages);
    const { citations } = await attributeAnswer(deps, { answer: label.sentence, search, embeddingModelId }, signal);
    judged.push({ label, found: citations[0] ? citations[0].marker - 1 : null });
  }
  const cited = judged.filter(({ found }) => found !== null);
  const right = cited.filter(({ found, label }) => found === label.supportedBy);
  const supported = sentences.filter((label) => label.supportedBy !== null);
  return {
    sentences: sentences.length,
    precision: right.length / Math.max(1, cited.length),
    recall: right.length / Math.max(1, supported.length),
    wrong: judged.filter(({ found, label }) => found !== label.supportedBy).map(describe),
  };
}

function describe({ label, found }: { label: LabelledSentence; found: number | null }): string {
  return `cited ${found ?? 'nothing'} instead of ${label.supportedBy ?? 'nothing'}: ${label.sentence}`;
}

function searchOf(passages: string[]): SearchResult {
  return {
    query: '',
    candidates: [],
    evidence: { strength: 1, threshold: 0, isSufficient: true, reason: 'Given.' },
    passages: passages.map((text, index) => ({
      marker: index + 1,
      chunkIds: [`labelled-${index}`],
      documentName: 'labelled',
      text,
      tokenCount: 0,
    })),
    timesMs: { embed: 0, dense: 0, text: 0, fuse: 0, total: 0 },
  };
}
