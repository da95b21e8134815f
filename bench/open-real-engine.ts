import { homedir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { type CatalogueModel, findModel, modelReference } from '#protocol/models/catalogue.ts';
import { type LlamaEngine, openLlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { readDownloadEnvironment } from '#runtime/models/env.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';

export interface RealEngine {
  engine: LlamaEngine;
  /** Paths of the model files by catalogue id. */
  files: Record<string, string>;
}

/** The real engine on the CPU with the catalogue's small models loaded, the chat model with this many sequences. */
export async function openRealEngine(options: { parallelSequences?: number } = {}): Promise<RealEngine> {
  const models = openModelStore({
    folder: path.join(homedir(), '.cache/gaianet/models'),
    environment: readDownloadEnvironment(),
  });
  const engine = await openLlamaEngine({ log: pino({ level: 'silent' }), gpu: false });
  const files: Record<string, string> = {};
  for (const id of ['smollm2-135m-instruct', 'all-minilm-l6-v2']) {
    const model = known(id);
    const file = await models.obtain(modelReference(model), {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    files[id] = file;
    const contextTokens = model.kind === 'chat' ? 2_048 : model.contextTokens;
    const parallelSequences = model.kind === 'chat' ? (options.parallelSequences ?? 1) : 1;
    await engine.load({ modelId: model.sha256, kind: model.kind, path: file, contextTokens, parallelSequences });
  }
  return { engine, files };
}

/** A model that the catalogue is known to have. */
export function known(id: string): CatalogueModel {
  const model = findModel(id);
  if (!model) throw new Error(`The catalogue has no model "${id}".`);
  return model;
}
