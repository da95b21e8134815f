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
import { detectGpus } from './detect-gpus.ts';
import type { EngineLog } from './engine-log.ts';
import { childEnvironment } from './env.ts';
import type { ChildLink } from './open-child-link.ts';
import { openEventStream } from './open-event-stream.ts';
import { type ModelEntry, type ModelTable, openModelTable } from './open-model-table.ts';
import { openSupervisor, type Supervisor } from './open-supervisor.ts';
import { openTokenRate } from './open-token-rate.ts';

export interface LlamaEngineOptions {
  log: EngineLog;
  /** `auto` uses the best GPU a binary is there for; false computes on the CPU. */
  gpu?: 'auto' | false;
  /** Requests that may wait for each model; one more is refused with `queue_full`. */
  maxQueue?: number;
  /** Environment of the child; by default this process's without secrets. */
  env?: NodeJS.ProcessEnv;
  /** Module to load instead of the installed node-llama-cpp, such as a copy with GPU binaries: a package name or a file URL. */
  library?: string;
}

/** The engine that computes in a native child process of its own. */
export interface LlamaEngine extends Engine {
  /** Process id of the child; undefined while it is being started again. */
  readonly childPid: number | undefined;
}

const defaultMaxQueue = 32;

/**
 * Starts the native child and resolves when it can load models. A child that dies is started again with its models: requests
 * in flight fail with `engine_crashed`, later ones wait for it. Call `close` to end it.
 */
export async function openLlamaEngine(options: LlamaEngineOptions): Promise<LlamaEngine> {
  const table = openModelTable(options.maxQueue ?? defaultMaxQueue);
  const gpusSeen = await detectGpus();
  const supervisor = await openSupervisor({
    gpu: options.gpu ?? 'auto',
    library: options.library ?? 'node-llama-cpp',
    env: options.env ?? childEnvironment(),
    log: options.log,
    restore: (link) => table.reload(link, options.log),
  });
  if (gpusSeen.length > 0 && supervisor.device === 'cpu') {
    options.log.warn({ gpusSeen }, 'engine.gpu-unused');
  }
  return new ChildEngine({ supervisor, table, gpusSeen, maxQueue: options.maxQueue ?? defaultMaxQueue });
}

interface Parts {
  supervisor: Supervisor;
  table: ModelTable;
  gpusSeen: string[];
  maxQueue: number;
}

class ChildEngine implements LlamaEngine {
  readonly hasChatFiles = true;
  private readonly parts: Parts;
  private readonly rate = openTokenRate();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get childPid(): number | undefined {
    return this.parts.supervisor.link?.pid;
  }

  async load(model: ModelSpec, options: LoadOptions = {}): Promise<LoadedModel> {
    const { supervisor, table } = this.parts;
    return await table.load(model, options, (signal) => supervisor.connect(signal));
  }

  async unload(modelId: string): Promise<void> {
    const { supervisor, table } = this.parts;
    if (!(await table.remove(modelId))) return;
    const link = await supervisor.connect();
    await link.request<'unload'>({ type: 'unload', modelId });
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
    const entry = this.parts.table.find(request.modelId, 'chat');
    const turn = await entry.turns.take(request.callerId ?? '', signal);
    const stream = openEventStream<GenerationEvent>();
    const left = new AbortController();
    const stop = AbortSignal.any([signal, left.signal]);
    stop.addEventListener('abort', () => stream.fail(new AppError('client_closed')), { once: true });

    const onEvent = (event: GenerationEvent) => {
      if (event.type === 'text') this.rate.add(event.tokens);
      stream.push(event.type === 'started' ? { ...event, queuedMs: turn.queuedMs } : event);
    };
    // The turn ends when the child has let go of the sequence, not when the reader leaves.
    void this.send(entry, stop, (link) => link.request<'chat'>({ type: 'chat', request }, { onEvent, signal: stop }))
      .then(() => stream.end(), stream.fail)
      .finally(turn.end);

    try {
      yield* stream.read();
    } finally {
      left.abort();
    }
  }

  async embed(request: EmbedRequest, signal: AbortSignal): Promise<Embeddings> {
    const entry = this.parts.table.find(request.modelId, 'embedding');
    const turns = request.priority === 'query' ? entry.turns : entry.ingestTurns;
    const turn = await turns.take('', signal);
    try {
      return await this.send(entry, signal, (link) => link.request<'embed'>({ type: 'embed', request }, { signal }));
    } finally {
      turn.end();
    }
  }

  async tokenize(modelId: string, texts: string[]): Promise<number[][]> {
    const entry = this.parts.table.find(modelId);
    return await this.send(entry, undefined, (link) => link.request<'tokenize'>({ type: 'tokenize', modelId, texts }));
  }

  async detokenize(modelId: string, tokens: number[]): Promise<string> {
    const entry = this.parts.table.find(modelId);
    return await this.send(entry, undefined, (link) =>
      link.request<'detokenize'>({ type: 'detokenize', modelId, tokens }),
    );
  }

  status(): EngineStatus {
    const { supervisor, table, gpusSeen, maxQueue } = this.parts;
    return {
      state: supervisor.state,
      device: supervisor.device,
      gpusSeen,
      threads: supervisor.threads,
      ...table.counts(),
      queueLimit: maxQueue,
      crashes: supervisor.crashes,
      tokensPerSecond: this.rate.perSecond(),
      memoryBytes: supervisor.link?.usage.memoryBytes ?? 0,
      kvUse: supervisor.link?.usage.kvUse ?? 0,
    };
  }

  async close(): Promise<void> {
    this.parts.table.close(new AppError('engine_crashed', 'The node is stopping; try again when it runs.'));
    await this.parts.supervisor.close();
  }

  private async send<T>(
    entry: ModelEntry,
    signal: AbortSignal | undefined,
    work: (link: ChildLink) => Promise<T>,
  ): Promise<T> {
    const link = await this.parts.supervisor.connect(signal);
    if (entry.failure) throw entry.failure;
    return await work(link);
  }
}
