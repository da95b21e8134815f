import type { EmbeddingFingerprint } from '#protocol/manifests/agent-manifest.ts';
import { retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { VectorStore } from '#runtime/knowledge/vector-store.ts';
import { calibrateEvidence } from '#runtime/retrieval/calibrate-evidence.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';

const lookAt = 5;

/** A question and a part of the one document that answers it, verbatim but for white space. */
export interface LabelledQuestion {
  question: string;
  document: string;
  evidence: string;
}

export interface SearchFigures {
  questions: number;
  /** Share of questions whose passage is among the first five candidates. */
  hitRateAt5: number;
  threshold: number;
  rightRefused: number;
  foreignQuestions: number;
  foreignRefused: number;
  /** One line each: what was missed, refused or let through wrongly. */
  wrong: string[];
}

/** Calibrates the evidence threshold, then asks every question and counts hits and refusals. */
export async function measureSearch(
  deps: { engine: Engine; store: VectorStore },
  input: {
    collection: string;
    embeddingModelId: string;
    fingerprint: EmbeddingFingerprint;
    questions: LabelledQuestion[];
    foreign: string[];
  },
  signal: AbortSignal,
): Promise<SearchFigures> {
  const defaults = retrievalSettingsSchema.parse({});
  const calibrated = await calibrateEvidence(deps, { ...input, settings: defaults }, signal);
  const settings = { ...defaults, evidenceThreshold: calibrated.threshold ?? defaults.evidenceThreshold };
  const ask = (query: string) => {
    const { collection, embeddingModelId, fingerprint } = input;
    return searchKnowledge(deps, { collections: [collection], embeddingModelId, fingerprint, query, settings }, signal);
  };

  const figures: SearchFigures = {
    questions: input.questions.length,
    hitRateAt5: 0,
    threshold: settings.evidenceThreshold,
    rightRefused: 0,
    foreignQuestions: input.foreign.length,
    foreignRefused: 0,
    wrong: [],
  };
  let hits = 0;
  for (const { question, document, evidence: expected } of input.questions) {
    const { candidates, evidence } = await ask(question);
    const wanted = flat(expected);
    const isHit = candidates
      .slice(0, lookAt)
      .some((chunk) => chunk.documentName === document && flat(chunk.text).includes(wanted));
    if (isHit) hits += 1;
    else figures.wrong.push(`missed: ${question}`);
    if (!evidence.isSufficient) {
      figures.rightRefused += 1;
      figures.wrong.push(`refused (${evidence.strength.toFixed(2)}): ${question}`);
    }
  }
  for (const question of input.foreign) {
    const { evidence } = await ask(question);
    if (evidence.isSufficient) figures.wrong.push(`let through (${evidence.strength.toFixed(2)}): ${question}`);
    else figures.foreignRefused += 1;
  }
  return { ...figures, hitRateAt5: hits / Math.max(1, input.questions.length) };
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
