import { AppError } from '#protocol/errors.ts';
import type { LoadedModel, LoadOptions, ModelSpec } from '#runtime/engine/engine.ts';
import { openTurns, type Turns } from '#runtime/engine/queue/open-turns.ts';
import type { EngineLog } from './engine-log.ts';
import type { ChildLink } from './open-child-link.ts';

/** A model that is loaded, or on its way. */
export interface ModelEntry {
  spec: ModelSpec;
  about: LoadedModel | undefined;
  /** Chat requests, or embedding queries. */
  turns: Turns;
  ingestTurns: Turns;
  /** Why it could not be loaded again after a crash. */
  failure: AppError | undefined;
  loading: Promise<LoadedModel>;
  progress: number;
  watchers: Set<LoadOptions>;
  abort: AbortController;
}

/** The models of the engine, kept outside the child so that they outlive it. */
export interface ModelTable {
  /** Loads a model, joins its loading, or gives it when it is there. */
  load(
    spec: ModelSpec,
    options: LoadOptions,
    connect: (signal: AbortSignal) => Promise<ChildLink>,
  ): Promise<LoadedModel>;
  /** Loads every model into a new child. */
  reload(link: ChildLink, log: EngineLog): Promise<void>;
  /** A model that can serve. Throws `model_not_found`, `loading` with the progress, or `invalid_input` for the wrong kind. */
  find(modelId: string, kind?: ModelSpec['kind']): ModelEntry;
  /** Takes a model out and waits for its running requests; false when it was not there. */
  remove(modelId: string): Promise<boolean>;
  counts(): { models: LoadedModel[]; running: number; queued: number };
  close(error: AppError): void;
}

/** Opens an empty table; each model gets lines of `maxQueue` places. */
export function openModelTable(maxQueue: number): ModelTable {
  return new Table(maxQueue);
}

/** Embedding requests handed to the child at once; it sorts their texts itself. */
const embedTurns = 8;

class Table implements ModelTable {
  private readonly maxQueue: number;
  private readonly entries = new Map<string, ModelEntry>();

  constructor(maxQueue: number) {
    this.maxQueue = maxQueue;
  }

  async load(
    spec: ModelSpec,
    options: LoadOptions,
    connect: (signal: AbortSignal) => Promise<ChildLink>,
  ): Promise<LoadedModel> {
    if (options.signal?.aborted) throw new AppError('client_closed');
    const present = this.entries.get(spec.modelId);
    if (present?.about && !present.failure) return present.about;

    const entry = present && !present.failure ? present : this.add(spec, connect);
    return await watch(entry, options);
  }

  async reload(link: ChildLink, log: EngineLog): Promise<void> {
    for (const entry of this.entries.values()) {
      if (!entry.about) continue;
      try {
        entry.about = await link.request<'load'>({ type: 'load', model: entry.spec });
        entry.failure = undefined;
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'engine_crashed') throw error;
        log.error({ err: error, modelId: entry.spec.modelId }, 'engine.reload-failed');
        entry.failure = new AppError('engine_crashed', `The model could not be loaded again: ${error.message}`);
      }
    }
  }

  find(modelId: string, kind?: ModelSpec['kind']): ModelEntry {
    const entry = this.entries.get(modelId);
    if (!entry) throw new AppError('model_not_found', 'This model is not loaded.', { param: 'model' });
    if (kind && entry.spec.kind !== kind) {
      const message = `The model is of kind ${entry.spec.kind}; this request needs ${kind}.`;
      throw new AppError('invalid_input', message, { param: 'model' });
    }
    if (entry.about) return entry;

    const percent = Math.floor(entry.progress * 100);
    throw new AppError('loading', `The model is loading (${percent} %); try again shortly.`, { retryAfterSeconds: 2 });
  }

  async remove(modelId: string): Promise<boolean> {
    const entry = this.entries.get(modelId);
    if (!entry) return false;
    this.entries.delete(modelId);
    entry.abort.abort();
    closeTurns(entry, new AppError('model_not_found', 'This model has been unloaded.', { param: 'model' }));
    await Promise.allSettled([entry.loading]);
    await Promise.all([entry.turns.idle(), entry.ingestTurns.idle()]);
    return true;
  }

  counts(): { models: LoadedModel[]; running: number; queued: number } {
    const entries = [...this.entries.values()];
    const lines = entries.flatMap(({ turns, ingestTurns }) => [turns, ingestTurns]);
    return {
      models: entries.flatMap(({ about }) => about ?? []),
      running: lines.reduce((sum, line) => sum + line.running, 0),
      queued: lines.reduce((sum, line) => sum + line.queued, 0),
    };
  }

  close(error: AppError): void {
    for (const entry of this.entries.values()) closeTurns(entry, error);
  }

  private add(spec: ModelSpec, connect: (signal: AbortSignal) => Promise<ChildLink>): ModelEntry {
    const abort = new AbortController();
    const limit = spec.kind === 'chat' ? spec.parallelSequences : embedTurns;
    const { promise: loading, resolve, reject } = Promise.withResolvers<LoadedModel>();
    const entry: ModelEntry = {
      spec,
      about: undefined,
      turns: openTurns({ limit, queueLimit: this.maxQueue }),
      ingestTurns: openTurns({ limit: embedTurns, queueLimit: this.maxQueue }),
      failure: undefined,
      loading,
      progress: 0,
      watchers: new Set(),
      abort,
    };

    this.entries.set(spec.modelId, entry);
    loading.catch(() => {
      if (this.entries.get(spec.modelId) === entry) this.entries.delete(spec.modelId);
    });
    loadFirst(entry, connect).then(resolve, reject);
    return entry;
  }
}

async function loadFirst(
  entry: ModelEntry,
  connect: (signal: AbortSignal) => Promise<ChildLink>,
): Promise<LoadedModel> {
  const { signal } = entry.abort;
  const link = await connect(signal);
  const onProgress = (fraction: number) => {
    entry.progress = fraction;
    for (const watcher of entry.watchers) watcher.onProgress?.(fraction);
  };
  const about = await link.request<'load'>({ type: 'load', model: entry.spec }, { signal, onProgress });
  if (about.kind === 'chat') entry.turns.setLimit(about.parallelSequences);
  entry.about = about;
  return about;
}

/** Waits with the others; when the last one leaves, loading stops. */
async function watch(entry: ModelEntry, options: LoadOptions): Promise<LoadedModel> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  const leave = () => reject(new AppError('client_closed'));
  entry.watchers.add(options);
  options.signal?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([entry.loading, left]);
  } finally {
    options.signal?.removeEventListener('abort', leave);
    entry.watchers.delete(options);
    if (entry.watchers.size === 0 && !entry.about) entry.abort.abort();
  }
}

function closeTurns({ turns, ingestTurns }: ModelEntry, error: AppError): void {
  turns.close(error);
  ingestTurns.close(error);
}
