import { createHash } from 'node:crypto';
import { AppError } from '#protocol/errors.ts';
import type {
  ChatRequest,
  Embeddings,
  EmbedRequest,
  Engine,
  EngineStatus,
  GenerationEvent,
  LoadedModel,
  ModelSpec,
} from '#runtime/engine/engine.ts';
import { openTurns, type Turn, type Turns } from '#runtime/engine/queue/open-turns.ts';

/** What one chat request gets back. */
interface ScriptedReply {
  /** Texts that are streamed one by one; at a promise the stream waits until it settles (a rejection fails the stream). */
  pieces: (string | Promise<unknown>)[];
  finishReason?: 'stop' | 'length';
  cachedTokens?: number;
}

export interface ScriptedEngineOptions {
  /** Served in order, one a request; the last one again and again. A function sees the request. */
  replies?: (string | ScriptedReply | ((request: ChatRequest) => string | ScriptedReply))[];
  /** Requests that run side by side; more wait. */
  parallelSequences?: number;
  queueLimit?: number;
  dimensions?: number;
  /** Most tokens of one embedding input. */
  maxEmbeddingTokens?: number;
}

/** An engine without native code whose answers the test wrote down. */
export interface ScriptedEngine extends Engine {
  /** Every call so far, oldest first. */
  readonly calls: { load: ModelSpec[]; unload: string[]; chat: ChatRequest[]; embed: EmbedRequest[] };
  /** Chat streams that ended because the signal came or the reader left. */
  readonly cancelled: number;
}

/**
 * Opens an engine for tests: scripted replies, embeddings made from a hash of the text (equal texts, equal vectors), one
 * token a UTF-8 byte. Knows every model name without a `load`; queues, cancels and refuses like the real one.
 */
export function openScriptedEngine(options: ScriptedEngineOptions = {}): ScriptedEngine {
  return new Script(options);
}

class Script implements ScriptedEngine {
  readonly hasChatFiles = true;
  readonly calls: ScriptedEngine['calls'] = { load: [], unload: [], chat: [], embed: [] };
  cancelled = 0;
  private readonly options: Required<ScriptedEngineOptions>;
  private readonly models = new Map<string, LoadedModel>();
  private readonly turns: Turns;
  private isClosed = false;

  constructor(options: ScriptedEngineOptions) {
    this.options = {
      replies: options.replies ?? ['Hello from the script.'],
      parallelSequences: options.parallelSequences ?? 4,
      queueLimit: options.queueLimit ?? 8,
      dimensions: options.dimensions ?? 16,
      maxEmbeddingTokens: options.maxEmbeddingTokens ?? 512,
    };
    this.turns = openTurns({ limit: this.options.parallelSequences, queueLimit: this.options.queueLimit });
  }

  async load(model: ModelSpec): Promise<LoadedModel> {
    this.calls.load.push(model);
    const { modelId, kind, contextTokens, parallelSequences } = model;
    const dimensions = kind === 'embedding' ? this.options.dimensions : 0;
    const loaded: LoadedModel = { modelId, kind, contextTokens, parallelSequences, dimensions, sizeBytes: 0 };
    this.models.set(modelId, loaded);
    return loaded;
  }

  async unload(modelId: string): Promise<void> {
    this.calls.unload.push(modelId);
    this.models.delete(modelId);
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
    const reply = this.nextReply(request);
    const turn = await this.turns.take(request.callerId ?? '', signal);
    let hasEnded = false;

    try {
      yield* play(request, reply, { turn, signal });
      hasEnded = true;
    } finally {
      turn.end();
      if (!hasEnded) this.cancelled += 1;
    }
  }

  async embed(request: EmbedRequest, signal: AbortSignal): Promise<Embeddings> {
    this.calls.embed.push(request);
    if (signal.aborted) throw new AppError('client_closed');

    const tokens = request.inputs.map((input) => (typeof input === 'string' ? toTokens(input).length : input.length));
    for (const [index, count] of tokens.entries()) this.checkInput(index, count);
    return { vectors: request.inputs.map((input) => hashVector(input, this.options.dimensions)), tokens };
  }

  async tokenize(_modelId: string, texts: string[]): Promise<number[][]> {
    return texts.map(toTokens);
  }

  async detokenize(_modelId: string, tokens: number[]): Promise<string> {
    return Buffer.from(tokens).toString('utf8');
  }

  status(): EngineStatus {
    return {
      state: this.isClosed ? 'closed' : 'ready',
      device: 'cpu',
      gpusSeen: [],
      threads: 1,
      models: [...this.models.values()],
      running: this.turns.running,
      queued: this.turns.queued,
      queueLimit: this.options.queueLimit,
      crashes: 0,
      tokensPerSecond: 0,
      memoryBytes: 0,
      kvUse: 0,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.turns.close(new AppError('engine_crashed', 'The engine has been closed.'));
  }

  private nextReply(request: ChatRequest): ScriptedReply {
    const { replies } = this.options;
    const scripted = replies[Math.min(this.calls.chat.length, replies.length - 1)] ?? '';
    this.calls.chat.push(request);
    const reply = typeof scripted === 'function' ? scripted(request) : scripted;
    return typeof reply === 'string' ? { pieces: [reply] } : reply;
  }

  private checkInput(index: number, tokens: number): void {
    const { maxEmbeddingTokens } = this.options;
    const param = `input[${index}]`;
    if (tokens === 0) throw new AppError('invalid_input', 'An empty text has no embedding.', { param });
    if (tokens <= maxEmbeddingTokens) return;
    throw new AppError(
      'invalid_input',
      `The text has ${tokens} tokens, the model reads at most ${maxEmbeddingTokens}; split it.`,
      { param },
    );
  }
}

async function* play(
  request: ChatRequest,
  reply: ScriptedReply,
  { turn, signal }: { turn: Turn; signal: AbortSignal },
): AsyncGenerator<GenerationEvent> {
  const promptTokens = countPrompt(request);
  yield { type: 'started', promptTokens, cachedTokens: reply.cachedTokens ?? 0, queuedMs: turn.queuedMs, prefillMs: 0 };

  const startedAt = performance.now();
  const limit = request.maxTokens ?? Number.POSITIVE_INFINITY;
  let completionTokens = 0;
  for (const piece of reply.pieces) {
    if (typeof piece === 'string' && completionTokens >= limit) break;
    const text = await untilAborted(piece, signal);
    if (typeof text !== 'string') continue;
    const tokens = Math.min(toTokens(text).length, limit - completionTokens);
    completionTokens += tokens;
    const shown = firstBytes(text, tokens);
    yield { type: 'text', text: shown, tokens, ...scriptedLogprobs(shown, request.topLogprobs) };
  }

  const finishReason = completionTokens >= limit ? 'length' : (reply.finishReason ?? 'stop');
  yield { type: 'ended', finishReason, completionTokens, generationMs: performance.now() - startedAt };
}

/** Every byte is a token that was as good as certain; the alternatives are the bytes behind it. */
function scriptedLogprobs(text: string, count: number | undefined) {
  if (count === undefined) return {};
  const tell = (byte: number, rank: number) => ({
    text: String.fromCharCode(byte),
    bytes: [byte],
    logprob: -(rank + 1) / 8,
  });
  const logprobs = toTokens(text).map((byte) => ({
    ...tell(byte, 0),
    top: Array.from({ length: count }, (_, rank) => tell((byte + rank) % 256, rank)),
  }));
  return { logprobs };
}

function countPrompt({ prompt, messages }: ChatRequest): number {
  if (prompt !== undefined) return typeof prompt === 'string' ? toTokens(prompt).length : prompt.length;
  return messages.reduce((sum, message) => sum + toTokens(message.content).length, 0);
}

/** A text at once; undefined when the promise has settled. */
async function untilAborted(piece: string | Promise<unknown>, signal: AbortSignal): Promise<string | undefined> {
  if (signal.aborted) throw new AppError('client_closed');
  if (typeof piece === 'string') return piece;

  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new AppError('client_closed'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([piece, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
  return undefined;
}

/** The longest start of whole characters that fits in so many bytes. */
function firstBytes(text: string, bytes: number): string {
  let end = 0;
  for (const character of text) {
    if (toTokens(text.slice(0, end) + character).length > bytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function toTokens(text: string): number[] {
  return [...Buffer.from(text, 'utf8')];
}

function hashVector(input: string | number[], dimensions: number): Float32Array {
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('utf8');
  const vector = new Float32Array(dimensions);
  for (let index = 0; index < dimensions; index += 1) {
    const digest = createHash('sha256').update(`${index}:${text}`).digest();
    vector[index] = digest.readInt32LE(0) / 2 ** 31;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
