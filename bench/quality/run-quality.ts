import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModel, modelReference } from '#protocol/models/catalogue.ts';
import { openLlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { openZvecStore } from '#runtime/knowledge/zvec/open-zvec-store.ts';
import { readDownloadEnvironment } from '#runtime/models/env.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';
import { indexHandbook } from './index-handbook.ts';
import { type AttributionFigures, measureAttribution } from './measure-attribution.ts';
import { measureSearch, type SearchFigures } from './measure-search.ts';
import { readLabels } from './read-labels.ts';

const collection = 'handbook';
const embeddingModel = 'all-minilm-l6-v2';

export interface QualityOptions {
  /** Where model files are kept and fetched to. */
  modelsFolder?: string;
  signal?: AbortSignal;
  /** Prints the table and what was judged wrongly; silent without. */
  print?: (line: string) => void;
}

export interface QualityFigures {
  chunks: number;
  search: SearchFigures;
  attribution: AttributionFigures;
  seconds: number;
}

/** Measures retrieval, refusals and attribution on the handbook with the real embedding model, the studio's chunker and the node's vector store. */
export async function runQuality(options: QualityOptions = {}): Promise<QualityFigures> {
  const startedAt = performance.now();
  const signal = options.signal ?? new AbortController().signal;
  const embedding = findModel(embeddingModel);
  if (embedding?.kind !== 'embedding') throw new Error(`The catalogue has no embedding model "${embeddingModel}".`);
  const folder = options.modelsFolder ?? join(homedir(), '.cache', 'gaianet', 'models');
  const models = openModelStore({ folder, environment: readDownloadEnvironment() });
  const path = await models.obtain(modelReference(embedding), { signal, onProgress: () => undefined });
  const labels = await readLabels();
  const { fingerprint, contextTokens } = embedding;
  const embeddingModelId = fingerprint.sha256;

  const home = await mkdtemp(join(tmpdir(), 'gaianet-quality-'));
  const engine = await openLlamaEngine({ log: silent, gpu: false });
  const store = await openZvecStore({ folder: home });
  try {
    const deps = { engine, store };
    await engine.load({ modelId: embeddingModelId, kind: 'embedding', path, contextTokens, parallelSequences: 1 });
    const handbook = fileURLToPath(new URL('../../docs/handbook', import.meta.url));
    const { dimensions } = fingerprint;
    const chunks = await indexHandbook(deps, { folder: handbook, collection, embeddingModelId, dimensions }, signal);
    const search = await measureSearch(deps, { collection, embeddingModelId, fingerprint, ...labels }, signal);
    const attribution = await measureAttribution(deps, { sentences: labels.sentences, embeddingModelId }, signal);
    const figures = { chunks, search, attribution, seconds: (performance.now() - startedAt) / 1_000 };
    if (options.print) printFigures(figures, options.print);
    return figures;
  } finally {
    await store.close();
    await engine.close();
    await rm(home, { recursive: true, force: true });
  }
}

function printFigures({ chunks, search, attribution, seconds }: QualityFigures, print: (line: string) => void): void {
  const rows: [string, string, string][] = [
    ['what', 'measured', 'wanted'],
    [`passage hit rate at 5 (${search.questions} questions)`, search.hitRateAt5.toFixed(3), '≥ 0.9'],
    [`attribution precision (${attribution.sentences} sentences)`, attribution.precision.toFixed(3), '≥ 0.85'],
    [`attribution recall (${attribution.sentences} sentences)`, attribution.recall.toFixed(3), '≥ 0.7'],
    ['foreign questions refused', `${search.foreignRefused} of ${search.foreignQuestions}`, '≥ 8 of 10'],
    ['right questions refused', `${search.rightRefused} of ${search.questions}`, '≤ 2 of 30'],
  ];
  for (const [what, measured, wanted] of rows) print(`${what.padEnd(44)}${measured.padEnd(14)}${wanted}`);
  print(`${chunks} chunks, threshold ${search.threshold.toFixed(3)}, ${seconds.toFixed(1)} s`);
  for (const line of [...search.wrong, ...attribution.wrong]) print(`  ${line}`);
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
