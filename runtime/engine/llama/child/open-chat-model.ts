import type { Llama, LlamaModel } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { ModelSpec } from '#runtime/engine/engine.ts';
import { fitSequences } from './fit-sequences.ts';
import type { ChatModel, LlamaLibrary } from './loaded-types.ts';
import { openStepper } from './open-stepper.ts';
import { readPromptFormat } from './read-prompt-format.ts';

/** On a CPU 64 prompt tokens take up to half a second, after which a cancel is seen; a GPU does 512 in less. */
const prefillBatchTokens = { cpu: 64, gpu: 512 };
/** Memory that stays free for the node itself. */
const reserveBytes = 300e6;
const leastContextTokens = 256;

/** Opens the context of a chat model with as many sequences as memory holds. Throws `insufficient_resources` with a context that would fit. */
export async function openChatModel(
  { library, llama }: { library: LlamaLibrary; llama: Llama },
  spec: ModelSpec,
  { model, sizeBytes }: { model: LlamaModel; sizeBytes: number },
): Promise<ChatModel> {
  const contextTokens = Math.min(spec.contextTokens, model.trainContextSize);
  const batchTokens = llama.gpu === false ? prefillBatchTokens.cpu : prefillBatchTokens.gpu;
  const fits = await openFitCheck(model, batchTokens);
  const sequences = await fitSequences({
    wanted: spec.parallelSequences,
    fits: (count) => fits({ sequences: count, contextTokens }),
  });
  if (sequences === 0) throw await tooLarge(contextTokens, fits);

  // Room for one prompt batch and one token of every other sequence, so that neither waits for the other.
  const context = await model.createContext({
    contextSize: contextTokens,
    sequences,
    batchSize: batchTokens + sequences,
  });
  const { modelId } = spec;

  return {
    kind: 'chat',
    about: { modelId, kind: 'chat', contextTokens, parallelSequences: sequences, dimensions: 0, sizeBytes },
    library,
    model,
    format: readPromptFormat(model),
    slots: Array.from({ length: sequences }, () => ({ sequence: context.getSequence(), isBusy: false, usedAt: 0 })),
    stepper: openStepper(),
    prefillBatchTokens: batchTokens,
    uses: 0,
  };
}

interface ContextShape {
  sequences: number;
  contextTokens: number;
}

type FitCheck = (shape: ContextShape) => Promise<boolean>;

async function openFitCheck(model: LlamaModel, batchSize: number): Promise<FitCheck> {
  const vram = await model.llama.getVramState();
  const availableBytes = process.availableMemory() - reserveBytes;

  return async ({ sequences, contextTokens }) => {
    const need = await model.fileInsights.estimateContextResourceRequirementsV2({
      contextSize: contextTokens,
      sequences,
      batchSize,
      modelGpuLayers: model.gpuLayers,
    });
    return need.cpuRam <= availableBytes && need.gpuVram <= vram.free;
  };
}

async function tooLarge(contextTokens: number, fits: FitCheck): Promise<AppError> {
  const freeMegabytes = Math.round(process.availableMemory() / 1e6);
  for (let smaller = Math.floor(contextTokens / 2); smaller >= leastContextTokens; smaller = Math.floor(smaller / 2)) {
    if (!(await fits({ sequences: 1, contextTokens: smaller }))) continue;
    return new AppError(
      'insufficient_resources',
      `A context of ${contextTokens} tokens does not fit into the ${freeMegabytes} MB of free memory; ${smaller} tokens would.`,
    );
  }
  return new AppError(
    'insufficient_resources',
    `No context of this model fits into the ${freeMegabytes} MB of free memory; choose a smaller model.`,
  );
}
