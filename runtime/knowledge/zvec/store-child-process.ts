import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '#protocol/errors.ts';
import { storeClosed } from '#runtime/knowledge/store-errors.ts';
import type { StoreArguments, StoreMessage, StoreMethod, StoreResult } from './store-calls.ts';

const startTimeoutMs = 20_000;
const closeTimeoutMs = 10_000;
const longestPauseMs = 5_000;
/** A child that lived this long has recovered: the next crash is the first again. */
const steadyAfterMs = 30_000;

export interface StoreChildOptions {
  folder: string;
  /** Told of crashes and failed starts. */
  onCrash?: (event: { reason: string; crashes: number }) => void;
}

/** The store's process: it is started at once, again after a crash, and calls wait for it. */
export class StoreChild {
  crashes = 0;
  private readonly options: StoreChildOptions;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private starting: Promise<ChildProcess> | undefined;
  private child: ChildProcess | undefined;
  private nextId = 1;
  private startedAt = 0;
  private crashesInARow = 0;
  private lastWords = '';
  private readonly closing = new AbortController();

  constructor(options: StoreChildOptions) {
    this.options = options;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the child can serve. */
  async ready(): Promise<void> {
    await this.running();
  }

  /** Rejects with the child's AppError, or `engine_crashed` when the child dies before it has answered. */
  async call<Method extends StoreMethod>(
    method: Method,
    parameters: StoreArguments<Method>,
  ): Promise<StoreResult<Method>> {
    const child = await this.running();
    const id = this.nextId;
    this.nextId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.waiting.set(id, { resolve, reject });
    child.send({ id, method, arguments: parameters }, (error) => {
      if (error) this.settle(id)?.reject(crashed(error));
    });
    // The child answers each method with that method's result: both ends are this folder's.
    return promise as Promise<StoreResult<Method>>;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.rejectAll(storeClosed());
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const forced = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
    if (child.connected) child.disconnect();
    await exited;
    clearTimeout(forced);
  }

  private running(): Promise<ChildProcess> {
    if (this.closing.signal.aborted) return Promise.reject(storeClosed());
    if (this.starting !== undefined) return this.starting;
    const starting = this.start().catch((error: unknown) => {
      if (this.starting === starting) this.starting = undefined;
      throw this.closing.signal.aborted ? storeClosed() : crashed(error);
    });
    this.starting = starting;
    return starting;
  }

  private async start(): Promise<ChildProcess> {
    if (this.crashesInARow > 1) {
      const pauseMs = Math.min(longestPauseMs, 100 * 2 ** this.crashesInARow);
      await sleep(pauseMs, undefined, { signal: this.closing.signal });
    }
    this.startedAt = Date.now();
    this.lastWords = '';
    const child = fork(fileURLToPath(new URL('./store-child.ts', import.meta.url)), [this.options.folder], {
      serialization: 'advanced',
      env: { NODE_ENV: 'production' },
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-2_000);
    });
    const ready = Promise.withResolvers<ChildProcess>();
    const slow = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
    child.on('message', (message: StoreMessage) => {
      if (message.type === 'ready') ready.resolve(child);
      else this.receive(message);
    });
    child.once('error', ready.reject);
    // `close` comes after the last words, unlike `exit`.
    child.once('close', (code, signal) => {
      const words = this.lastWords.match(/\w*Error: [^\n]*/)?.[0] ?? this.lastWords.trim();
      const reason = [signal ?? `exit code ${code}`, words].filter(Boolean).join(': ');
      ready.reject(new Error(reason));
      this.recover(reason);
    });
    return ready.promise.finally(() => clearTimeout(slow));
  }

  private receive(message: Exclude<StoreMessage, { type: 'ready' }>): void {
    const call = this.settle(message.id);
    if (message.type === 'result') call?.resolve(message.value);
    else call?.reject(new AppError(message.code, message.message, { cause: new Error(message.detail) }));
  }

  /** Fails what was under way and starts the next child at once; calls made meanwhile wait for it. */
  private recover(reason: string): void {
    this.starting = undefined;
    if (this.closing.signal.aborted) return;
    this.crashes += 1;
    this.crashesInARow = Date.now() - this.startedAt > steadyAfterMs ? 1 : this.crashesInARow + 1;
    this.options.onCrash?.({ reason, crashes: this.crashes });
    this.rejectAll(crashed(new Error(reason)));
    if (this.crashesInARow < 10) this.running().catch(() => undefined);
  }

  private settle(id: number) {
    const call = this.waiting.get(id);
    this.waiting.delete(id);
    return call;
  }

  private rejectAll(error: Error): void {
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(error);
  }
}

function crashed(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('engine_crashed', 'The vector store stopped and is starting again; try again shortly.', {
    cause,
    retryAfterSeconds: 1,
  });
}
