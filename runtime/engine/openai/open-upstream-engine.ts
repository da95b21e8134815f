import { Agent } from 'undici';
import { AppError } from '#protocol/errors.ts';
import type {
  ChatRequest,
  Embeddings,
  EmbedRequest,
  Engine,
  EngineStatus,
  GenerationEvent,
  LoadedModel,
  LoadOptions,
  ModelSpec,
} from '#runtime/engine/engine.ts';
import { openTokenRate } from '#runtime/engine/llama/open-token-rate.ts';
import { openTurns, type Turns } from '#runtime/engine/queue/open-turns.ts';
import { chatUpstream } from './chat-upstream.ts';
import { probeUpstream } from './probe-upstream.ts';
import { tokenizeUpstream } from './tokenize-upstream.ts';
import type { Upstream, UpstreamPlace } from './upstream-type.ts';

export interface UpstreamEngineOptions {
  /** Address of an OpenAI-compatible server, with or without `/v1`. */
  url: string;
  key?: string | undefined;
  /** Its model; the first it lists when absent. */
  model?: string | undefined;
  /** Whether its model sees images; by what it says of itself when absent. */
  takesImages?: boolean | undefined;
  /** Computes embeddings, on this machine. It stays the caller's to close. */
  local: Engine;
  /** Requests sent side by side; more wait here, in fair order. */
  parallelRequests?: number;
  queueLimit?: number;
  /** How often a server that is gone is looked for. */
  lookEveryMs?: number;
}

/** Opens an engine whose chat models run on another server; embeddings stay here. The server may come later: until then requests get `engine_crashed`, and it is looked for again. */
export async function openUpstreamEngine(options: UpstreamEngineOptions): Promise<Engine> {
  const engine = new UpstreamEngine(options);
  await engine.look();
  return engine;
}

const defaultContextTokens = 4_096;

class UpstreamEngine implements Engine {
  readonly hasChatFiles = false;
  private readonly options: UpstreamEngineOptions;
  private readonly place: UpstreamPlace;
  private readonly turns: Turns;
  private readonly rate = openTokenRate();
  private readonly chats = new Map<string, LoadedModel>();
  private readonly timer: NodeJS.Timeout;
  private upstream: Upstream | null = null;
  private problem: unknown = null;
  private losses = 0;
  private isClosed = false;

  constructor(options: UpstreamEngineOptions) {
    this.options = options;
    const root = options.url.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.place = { root, key: options.key ?? null, dispatcher: new Agent({ headersTimeout: 0, bodyTimeout: 0 }) };
    this.turns = openTurns({ limit: options.parallelRequests ?? 16, queueLimit: options.queueLimit ?? 64 });
    this.timer = setInterval(() => void this.lookAgain(), options.lookEveryMs ?? 5_000);
    this.timer.unref();
  }

  /** Finds out what the server can, or why it can't be asked. */
  async look(): Promise<void> {
    try {
      this.upstream = await probeUpstream(this.place, this.options.model ?? null);
      this.problem = null;
    } catch (cause) {
      this.problem = cause;
    }
  }

  async load(model: ModelSpec, options?: LoadOptions): Promise<LoadedModel> {
    if (model.kind === 'embedding') return await this.options.local.load(model, options);
    const upstream = await this.present();
    const contextTokens = Math.min(model.contextTokens, upstream.contextTokens ?? defaultContextTokens);
    const { modelId, kind, parallelSequences } = model;
    const loaded = { modelId, kind, contextTokens, parallelSequences, dimensions: 0, sizeBytes: 0 };
    this.chats.set(modelId, loaded);
    return loaded;
  }

  async unload(modelId: string): Promise<void> {
    if (!this.chats.delete(modelId)) await this.options.local.unload(modelId);
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
    if (!this.chats.has(request.modelId))
      throw new AppError('model_not_found', 'This model is not loaded.', { param: 'model' });
    const turn = await this.turns.take(request.callerId ?? '', signal);
    try {
      const upstream = await this.present();
      const chat = { place: this.place, upstream, request, queuedMs: turn.queuedMs, signal };
      for await (const event of chatUpstream(chat)) {
        if (event.type === 'text') this.rate.add(event.tokens);
        yield event;
      }
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'engine_crashed') this.lose(cause);
      throw cause;
    } finally {
      turn.end();
    }
  }

  embed(request: EmbedRequest, signal: AbortSignal): Promise<Embeddings> {
    return this.options.local.embed(request, signal);
  }

  async tokenize(modelId: string, texts: string[]): Promise<number[][]> {
    if (!this.chats.has(modelId)) return await this.options.local.tokenize(modelId, texts);
    return await tokenizeUpstream(this.place, await this.present(), texts);
  }

  async detokenize(modelId: string, tokens: number[]): Promise<string> {
    if (!this.chats.has(modelId)) return await this.options.local.detokenize(modelId, tokens);
    throw new AppError('invalid_input', 'The engine behind this node does not turn tokens into text.', {
      param: 'prompt',
    });
  }

  status(): EngineStatus {
    const local = this.options.local.status();
    return {
      ...local,
      state: this.state(local.state),
      device: this.upstream ? `${this.upstream.kind}: ${this.upstream.model}` : 'no engine',
      models: [...local.models, ...this.chatModels()],
      running: local.running + this.turns.running,
      queued: local.queued + this.turns.queued,
      queueLimit: this.options.queueLimit ?? 64,
      crashes: local.crashes + this.losses,
      tokensPerSecond: this.rate.perSecond(),
    };
  }

  private chatModels(): LoadedModel[] {
    const takesImages = this.options.takesImages ?? this.upstream?.takesImages ?? false;
    return [...this.chats.values()].map((model) => ({ ...model, takesImages }));
  }

  private state(local: EngineStatus['state']): EngineStatus['state'] {
    if (this.isClosed) return 'closed';
    return this.upstream ? local : 'restarting';
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    this.turns.close(new AppError('engine_crashed', 'The node is stopping; try again when it runs.'));
    await this.place.dispatcher.destroy();
  }

  /** What the server can, asked for anew where it was lost. */
  private async present(): Promise<Upstream> {
    if (!this.upstream) await this.look();
    if (this.upstream) return this.upstream;
    throw this.problem;
  }

  private async lookAgain(): Promise<void> {
    if (!this.upstream) await this.look();
  }

  private lose(cause: AppError): void {
    this.upstream = null;
    this.problem = cause;
    this.losses += 1;
  }
}
