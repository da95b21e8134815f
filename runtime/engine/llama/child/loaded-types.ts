import type { LlamaContextSequence, LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import type { LoadedModel } from '#runtime/engine/engine.ts';
import type { EmbedLine } from './open-embed-line.ts';
import type { Stepper } from './open-stepper.ts';
import type { PromptFormat } from './read-prompt-format.ts';
import type { TokenBytes } from './token-bytes.ts';

/** The inference library's exports: one copy of it serves the whole child. */
export type LlamaLibrary = typeof import('node-llama-cpp');

export interface ChatSlot {
  sequence: LlamaContextSequence;
  isBusy: boolean;
  usedAt: number;
}

/** A chat model in memory: one context whose sequences are the slots. */
export interface ChatModel {
  kind: 'chat';
  about: LoadedModel;
  library: LlamaLibrary;
  model: LlamaModel;
  format: PromptFormat;
  vocabularySize: number;
  tokenBytes: TokenBytes;
  /** Control tokens with which the model marks calls; they are shown as text. */
  callTokens: ReadonlySet<number>;
  slots: ChatSlot[];
  stepper: Stepper;
  /** Tokens of a prompt that are computed at once; between two of these a cancel is seen. */
  prefillBatchTokens: number;
  /** Uses so far, for the order of slots. */
  uses: number;
}

/** An embedding model in memory. */
export interface EmbeddingModel {
  kind: 'embedding';
  about: LoadedModel;
  model: LlamaModel;
  line: EmbedLine<LlamaEmbeddingContext>;
  /** Most tokens of one text, the model's own marks included. */
  maxTokens: number;
  vocabularySize: number;
  /** Tokens that the model reads for these, its own marks included. */
  countTokens(tokens: Token[]): number;
}
