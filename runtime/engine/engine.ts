import type { ToolFormat } from './tool-calls/tool-format.ts';

/** What the node asks of inference. Backends: `llama/` (node-llama-cpp in a child process), `openai/` (any OpenAI-compatible server). */
export interface Engine {
  /** Whether chat models are files of this machine; false where another server has them. */
  readonly hasChatFiles: boolean;
  /** Loads a model, or joins the load in progress. Resolves when it can serve. Throws `insufficient_resources` with numbers and a smaller suggestion. */
  load(model: ModelSpec, options?: LoadOptions): Promise<LoadedModel>;
  /** Frees a model; running requests on it end first. */
  unload(modelId: string): Promise<void>;
  /**
   * Renders the model's own chat template and generates. The signal stops generation within one token or one prefill batch.
   * Throws `context_length_exceeded` with the numbers, `queue_full` with seconds until a retry, `model_not_found`, `loading`,
   * `invalid_input` (conversation or grammar), `client_closed` after the signal, `engine_crashed` when the native child died.
   */
  chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<GenerationEvent>;
  /** Embeds texts or token lists; vectors have unit length, in the order given. Throws `invalid_input` for an empty text or one over the model's limit. */
  embed(request: EmbedRequest, signal: AbortSignal): Promise<Embeddings>;
  tokenize(modelId: string, texts: string[]): Promise<number[][]>;
  detokenize(modelId: string, tokens: number[]): Promise<string>;
  status(): EngineStatus;
  close(): Promise<void>;
}

export interface ModelSpec {
  /** Name under which requests refer to it; the file's sha256 in practice. */
  modelId: string;
  kind: 'chat' | 'embedding';
  path: string;
  /** Context of one sequence, in tokens. */
  contextTokens: number;
  /** Sequences decoded side by side (chat), each with `contextTokens`. The engine lowers it to what memory holds. */
  parallelSequences: number;
}

export interface LoadOptions {
  signal?: AbortSignal;
  onProgress?: (fraction: number) => void;
}

export interface LoadedModel {
  modelId: string;
  kind: 'chat' | 'embedding';
  contextTokens: number;
  parallelSequences: number;
  /** Length of an embedding; 0 for chat models. */
  dimensions: number;
  sizeBytes: number;
  /** How the model's own template writes calls of functions; null or absent where it has no place for them. */
  toolFormat?: ToolFormat | null | undefined;
  /** Weights, counted in the model's file; absent where a backend can't tell. */
  parameters?: number | undefined;
  /** Whether messages may carry images. */
  takesImages?: boolean | undefined;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  /** Images that belong to the text, as data addresses; only for models that take them. */
  images?: { url: string; detail?: 'auto' | 'low' | 'high' | undefined }[] | undefined;
  /** Calls that an assistant message made; `arguments` is JSON text. */
  toolCalls?: { id: string; name: string; arguments: string }[] | undefined;
  /** In a message of role `tool`: which call it answers, and the function's name. */
  toolCallId?: string | undefined;
  name?: string | undefined;
}

/** A function as a model's template is told of it. */
export interface ToolDeclaration {
  name: string;
  description: string;
  /** JSON Schema of what the model fills. */
  parameters: Record<string, unknown>;
}

/** A token that was generated or stood to choice, with the natural logarithm of its probability. */
export interface TokenLogprob {
  text: string;
  bytes: number[];
  logprob: number;
}

export interface ChatRequest {
  modelId: string;
  messages: ChatMessage[];
  /** Raw text or tokens that the model continues; no message and no template takes part then. */
  prompt?: string | number[] | undefined;
  sampling: Sampling;
  /** Upper bound of generated tokens; the context's rest when absent. */
  maxTokens?: number | undefined;
  stop?: string[] | undefined;
  /** GBNF grammar that every generated text must follow. */
  grammar?: string | undefined;
  /** Functions given to the model's own template; only for models with a `toolFormat`. */
  tools?: ToolDeclaration[] | undefined;
  /** Most likely alternatives told with every token; 0 tells the chosen token's only, absent tells nothing. */
  topLogprobs?: number | undefined;
  /** Fair order: requests of one caller wait behind each other, callers take turns. */
  callerId?: string | undefined;
}

export interface Sampling {
  /** 0 = greedy. */
  temperature: number;
  topP: number;
  /** The engine's default when absent: 40. 0 = all tokens. */
  topK?: number | undefined;
  minP?: number | undefined;
  /** Same seed, same prompt, same text, as far as the hardware rounds alike in batches of different sizes. Drawn when absent. */
  seed?: number | undefined;
  frequencyPenalty?: number | undefined;
  presencePenalty?: number | undefined;
  repeatPenalty?: number | undefined;
  logitBias?: Record<number, number> | undefined;
}

export type GenerationEvent =
  /** Once, when the prompt is in the context: its tokens, how many came from a kept prefix, and how long it waited. */
  | { type: 'started'; promptTokens: number; cachedTokens: number; queuedMs: number; prefillMs: number }
  /** Whole characters only; `tokens` is how many tokens this text took. */
  | { type: 'text'; text: string; tokens: number; logprobs?: (TokenLogprob & { top: TokenLogprob[] })[] | undefined }
  /** `isCut`: a stop string ended it, not the model. An engine that learns of the prompt's tokens only now tells them here. */
  | {
      type: 'ended';
      finishReason: 'stop' | 'length';
      isCut?: boolean | undefined;
      completionTokens: number;
      generationMs: number;
      promptTokens?: number;
      cachedTokens?: number;
    };

export interface EmbedRequest {
  modelId: string;
  inputs: (string | number[])[];
  /** `ingest` yields to chat; `query` doesn't wait behind ingest. */
  priority: 'query' | 'ingest';
}

export interface Embeddings {
  /** One row per input, unit length. */
  vectors: Float32Array[];
  /** Tokens of each input. */
  tokens: number[];
}

export interface EngineStatus {
  state: 'starting' | 'ready' | 'restarting' | 'closed';
  /** What computes: `cpu`, or the name of the GPU in use. */
  device: string;
  /** GPUs seen on the machine, whether used or not. */
  gpusSeen: string[];
  threads: number;
  models: LoadedModel[];
  running: number;
  queued: number;
  queueLimit: number;
  /** Times the native child has crashed since start. */
  crashes: number;
  tokensPerSecond: number;
  /** Resident memory of the native child, as it was when the last request ended. */
  memoryBytes: number;
  /** Part of the room of all chat sequences that holds tokens, 0 to 1. */
  kvUse: number;
}
