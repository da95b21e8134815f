import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { type CatalogueModel, modelReference } from '#protocol/models/catalogue.ts';
import { detectGpus } from '#runtime/engine/llama/detect-gpus.ts';
import { chooseDefaultModels } from '#runtime/models/choose-default-models.ts';
import { readDownloadEnvironment } from '#runtime/models/env.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';
import type { Step } from './steps.ts';

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** Makes the default models available in the store and returns them. A better model whose source can't be reached gives way to the next. */
export async function fetchModels(
  step: Step,
  { home, signal }: { home: string; signal: AbortSignal },
): Promise<{ chat: CatalogueModel; folder: string }> {
  const folder = process.env.GAIA_MODELS ?? path.join(home, 'models');
  const store = openModelStore({ folder, environment: readDownloadEnvironment() });
  const obtain = async (model: CatalogueModel) => {
    step.progress(`${model.name}: connecting`);
    await store.obtain(modelReference(model), {
      signal,
      onProgress: (done, total) =>
        step.progress(`${model.name}: ${megabytes(done)} of ${total > 0 ? megabytes(total) : 'unknown'}`),
    });
    step.note(`${model.name} (${megabytes(model.sizeBytes)}, ${model.licence}) is here and its SHA-256 is right`);
  };
  const { chat, embedding } = await chooseDefaultModels(store, {
    memoryBytes: totalmem(),
    cores: availableParallelism(),
    hasGpu: (await detectGpus()).length > 0,
  });
  await obtain(embedding);
  for (const [index, model] of chat.entries()) {
    try {
      await obtain(model);
      return { chat: model, folder };
    } catch (cause) {
      if (signal.aborted || index === chat.length - 1) throw cause;
      step.note(`${model.name} can't be fetched here; taking a smaller one`);
    }
  }
  throw new Error('The catalogue has no chat model for this machine.');
}
