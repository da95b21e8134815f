import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { ModelSpec } from '#runtime/engine/engine.ts';
import { availableMemory } from './available-memory.ts';
import type { ChatModel, EmbeddingModel, LlamaLibrary } from './loaded-types.ts';
import { openChatModel } from './open-chat-model.ts';
import { openEmbeddingModel } from './open-embedding-model.ts';

export interface LoadContext {
  library: LlamaLibrary;
  llama: Llama;
  isChatActive(): boolean;
}

export interface LoadRequest {
  model: ModelSpec;
  signal: AbortSignal;
  onProgress(fraction: number): void;
}

/** Reads a model file and opens its context. Throws `not_found`, `insufficient_resources`, `client_closed`, or `invalid_input` with the library's reason. */
export async function loadModel(context: LoadContext, request: LoadRequest): Promise<ChatModel | EmbeddingModel> {
  const { path } = request.model;
  const sizeBytes = await fileSize(path);
  refuseLargeFile(basename(path), sizeBytes);

  const model = await translateFailure(context, request, () =>
    context.llama.loadModel({ modelPath: path, loadSignal: request.signal, onLoadProgress: request.onProgress }),
  );
  try {
    return await translateFailure(context, request, () => open(context, request, { model, sizeBytes }));
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

async function open(
  context: LoadContext,
  request: LoadRequest,
  file: { model: LlamaModel; sizeBytes: number },
): Promise<ChatModel | EmbeddingModel> {
  if (request.model.kind === 'chat') return await openChatModel(context, request.model, file);
  return await openEmbeddingModel(context, request.model, file);
}

async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new AppError('not_found', `The model file ${basename(path)} is not there; download it again.`, { cause });
  }
}

function refuseLargeFile(name: string, sizeBytes: number): void {
  const availableBytes = availableMemory();
  if (sizeBytes <= availableBytes) return;
  throw new AppError(
    'insufficient_resources',
    `${name} needs ${megabytes(sizeBytes)} MB of memory and ${megabytes(availableBytes)} MB are free; choose a model file below ${megabytes(availableBytes * 0.7)} MB.`,
  );
}

async function translateFailure<T>(context: LoadContext, request: LoadRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (request.signal.aborted) throw new AppError('client_closed');
    const reason = cause instanceof Error ? cause.message : String(cause);
    const name = basename(request.model.path);
    if (cause instanceof context.library.InsufficientMemoryError) {
      throw new AppError(
        'insufficient_resources',
        `${name} does not fit: ${reason}. Choose a smaller model or context.`,
      );
    }
    throw new AppError('invalid_input', `${name} can't be loaded: ${reason}`, { cause });
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
