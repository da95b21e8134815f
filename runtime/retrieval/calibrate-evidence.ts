import type { EmbeddingFingerprint, RetrievalSettings } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { StoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';
import { chooseThreshold } from './choose-threshold.ts';
import { embedQueries } from './embed-queries.ts';
import { findCandidates } from './find-candidates.ts';
import { foreignQuestions } from './foreign-questions.ts';
import { fuseCandidates } from './fuse-candidates.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { makeOwnQuestion } from './make-own-question.ts';

/** Chunks asked about, spread evenly over the collection. */
const ownQuestions = 48;
const leastOwnQuestions = 8;

export interface Calibration {
  /** Evidence strength that parts own questions from foreign ones; null where the knowledge has too little text to tell. */
  threshold: number | null;
  /** Strengths of questions made of the collection's own chunks, ascending. */
  positives: number[];
  /** Strengths of the built-in foreign questions, ascending. */
  negatives: number[];
}

/** Finds the evidence threshold of a knowledge base: asks it questions made of its own chunks and foreign ones, and puts the threshold between. The same collection gives the same threshold. */
export async function calibrateEvidence(
  deps: { engine: Engine; store: VectorStore },
  input: {
    collection: string;
    embeddingModelId: string;
    fingerprint: EmbeddingFingerprint;
    settings: RetrievalSettings;
  },
  signal: AbortSignal,
): Promise<Calibration> {
  const chunks = await sampleChunks(deps.store, input.collection);
  const own = chunks.flatMap((chunk) => makeOwnQuestion(chunk.passage, chunks) ?? []);
  if (own.length < leastOwnQuestions) return { threshold: null, positives: [], negatives: [] };

  const strengths = await askAll(deps, { ...input, queries: [...own, ...foreignQuestions] }, signal);
  const positives = strengths.slice(0, own.length).toSorted(ascending);
  const negatives = strengths.slice(own.length).toSorted(ascending);
  return { threshold: chooseThreshold(positives, negatives), positives, negatives };
}

async function sampleChunks(store: VectorStore, collection: string): Promise<StoredPoint[]> {
  const ids = (await store.listIds(collection)).toSorted();
  const step = Math.max(1, ids.length / ownQuestions);
  const count = Math.min(ids.length, ownQuestions);
  const sample = Array.from({ length: count }, (_, index) => ids[Math.floor(index * step)] ?? '');
  return store.fetch(collection, sample);
}

async function askAll(
  deps: { engine: Engine; store: VectorStore },
  input: {
    collection: string;
    embeddingModelId: string;
    fingerprint: EmbeddingFingerprint;
    settings: RetrievalSettings;
    queries: string[];
  },
  signal: AbortSignal,
): Promise<number[]> {
  const vectors = await embedQueries(deps, { ...input, priority: 'ingest' }, signal);
  const strengths: number[] = [];
  for (const [index, query] of input.queries.entries()) {
    signal.throwIfAborted();
    const vector = vectors[index] ?? new Float32Array();
    const { settings } = input;
    const found = await findCandidates(deps, { collections: [input.collection], vector, query, settings });
    const evidence = judgeEvidence({ query, candidates: fuseCandidates(found), threshold: settings.evidenceThreshold });
    strengths.push(evidence.strength);
  }
  return strengths;
}

function ascending(one: number, other: number): number {
  return one - other;
}
