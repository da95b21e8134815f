import type { Llama, LlamaContext, LlamaModel } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { ModelSpec } from '#runtime/engine/engine.ts';
import { availableMemory } from './available-memory.ts';
import { findCallTokens } from './find-call-tokens.ts';
import { fitSequences } from './fit-sequences.ts';
import type { ChatModel, LlamaLibrary } from './loaded-types.ts';
import { openStepper } from './open-stepper.ts';
import { readPromptFormat } from './read-prompt-format.ts';
import { openTokenBytes } from './token-bytes.ts';

/** On a CPU 64 prompt tokens take up to half a second, after which a cancel is seen; a GPU does 512 in less. */
const prefillBatchTokens = { cpu: 64, gpu: 512 };
const leastContextTokens = 256;

/** Opens the context of a chat model with as many sequences as memory holds. Throws `insufficient_resources` with a context that would fit. */
export async function openChatModel(
  { library, llama }: { library: LlamaLibrary; llama: Llama },
  spec: ModelSpec,
  { model, sizeBytes }: { model: LlamaModel; sizeBytes: number },
): Promise<ChatModel> {
  const contextTokens = Math.min(spec.contextTokens, model.trainContextSize);
  const batchTokens = llama.gpu === false ? prefillBatchTokens.cpu : prefillBatchTokens.gpu;
  const open = (shape: ContextShape) => openIfFits({ library, model, batchTokens }, shape);
  const fitted = await fitSequences(spec.parallelSequences, (sequences) => open({ sequences, contextTokens }));
  if (!fitted) throw await tooLarge(contextTokens, open);

  const { sequences, context } = fitted;
  const { modelId } = spec;
  const vocabulary = model.fileInfo.metadata.tokenizer.ggml;
  const format = readPromptFormat(model);
  const toolFormat = format.tools?.format ?? null;
  return {
    kind: 'chat',
    about: { modelId, kind: 'chat', contextTokens, parallelSequences: sequences, dimensions: 0, sizeBytes, toolFormat },
    library,
    model,
    format,
    vocabularySize: vocabulary.tokens.length,
    tokenBytes: openTokenBytes(vocabulary),
    callTokens: findCallTokens(model, format),
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

interface ContextSource {
  library: LlamaLibrary;
  model: LlamaModel;
  batchTokens: number;
}

async function openIfFits(
  { library, model, batchTokens }: ContextSource,
  { sequences, contextTokens }: ContextShape,
): Promise<LlamaContext | undefined> {
  // Room for one prompt batch and one token of every other sequence, so that neither waits for the other.
  const batchSize = batchTokens + sequences;
  try {
    return await model.createContext({ contextSize: contextTokens, sequences, batchSize });
  } catch (error) {
    if (error instanceof library.InsufficientMemoryError) return undefined;
    throw error;
  }
}

async function tooLarge(
  contextTokens: number,
  open: (shape: ContextShape) => Promise<LlamaContext | undefined>,
): Promise<AppError> {
  const freeMegabytes = Math.round(availableMemory() / 1e6);
  for (let smaller = Math.floor(contextTokens / 2); smaller >= leastContextTokens; smaller = Math.floor(smaller / 2)) {
    const context = await open({ sequences: 1, contextTokens: smaller });
    if (!context) continue;
    await context.dispose();
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
