import type { ErrorCode } from '#protocol/errors.ts';
import type {
  ChatRequest,
  Embeddings,
  EmbedRequest,
  GenerationEvent,
  LoadedModel,
  ModelSpec,
} from '#runtime/engine/engine.ts';

/** What the node asks of its engine child; every message with an `id` is answered by exactly one `result` or `failure`. */
export type EngineRequest =
  | { type: 'open'; id: number; gpu: 'auto' | false; library: string }
  | { type: 'load'; id: number; model: ModelSpec }
  | { type: 'unload'; id: number; modelId: string }
  | { type: 'chat'; id: number; request: ChatRequest }
  | { type: 'embed'; id: number; request: EmbedRequest }
  | { type: 'tokenize'; id: number; modelId: string; texts: string[] }
  | { type: 'detokenize'; id: number; modelId: string; tokens: number[] };

/** Stops the request with this id; it still answers, with `client_closed`. */
interface CancelMessage {
  type: 'cancel';
  id: number;
}

/** What each request resolves to. */
export interface EngineResults {
  open: OpenedEngine;
  load: LoadedModel;
  unload: null;
  chat: null;
  embed: Embeddings;
  tokenize: number[][];
  detokenize: string;
}

export interface OpenedEngine {
  device: string;
  threads: number;
}

/** An `AppError` on its way between two processes. */
export interface SentError {
  code: ErrorCode;
  message: string;
  param: string | undefined;
  retryAfterSeconds: number | undefined;
}

export type EngineAnswer =
  | { type: 'result'; id: number; result: EngineResults[keyof EngineResults] }
  | { type: 'failure'; id: number; error: SentError }
  | { type: 'event'; id: number; event: GenerationEvent }
  | { type: 'progress'; id: number; fraction: number }
  | { type: 'usage'; memoryBytes: number; kvUse: number }
  | { type: 'log'; level: 'warn' | 'error'; text: string };

export type ToEngine = EngineRequest | CancelMessage;
