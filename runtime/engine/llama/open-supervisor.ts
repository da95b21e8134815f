import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#protocol/errors.ts';
import type { EngineStatus } from '#runtime/engine/engine.ts';
import type { EngineLog } from './engine-log.ts';
import { type ChildLink, openChildLink } from './open-child-link.ts';
import { restartDelay } from './restart-delay.ts';

export interface SupervisorOptions {
  gpu: 'auto' | false;
  library: string;
  env: NodeJS.ProcessEnv;
  log: EngineLog;
  /** Brings a new child to the state of the one before; a throw makes it start over. */
  restore(link: ChildLink): Promise<void>;
}

/** Keeps one engine child running. */
export interface Supervisor {
  readonly state: EngineStatus['state'];
  readonly device: string;
  readonly threads: number;
  readonly crashes: number;
  /** The child when it can serve. */
  readonly link: ChildLink | undefined;
  /** The child as soon as it can serve. Throws `engine_crashed` when that takes too long or never will be, `client_closed` by the signal. */
  connect(signal?: AbortSignal): Promise<ChildLink>;
  close(): Promise<void>;
}

/** Starts the child and resolves when it is open. Throws why it can't be: nothing is running then. */
export async function openSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const supervisor = new ChildSupervisor(options);
  await supervisor.start();
  return supervisor;
}

/** Longest time a request waits for a child that is being started again. */
const connectPatienceMs = 60_000;
/** A child that lived so long makes earlier crashes forgotten. */
const stableMs = 60_000;

class ChildSupervisor implements Supervisor {
  state: EngineStatus['state'] = 'starting';
  device = 'cpu';
  threads = 0;
  crashes = 0;
  link: ChildLink | undefined;
  private readonly options: SupervisorOptions;
  private readonly closing = new AbortController();
  private child: ChildLink | undefined;
  private next = Promise.withResolvers<ChildLink>();
  private crashesInARow = 0;
  private readySince = 0;
  private restarting: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.next.promise.catch(() => undefined);
  }

  async start(): Promise<void> {
    try {
      await this.bringUp();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async connect(signal?: AbortSignal): Promise<ChildLink> {
    if (this.link) return this.link;
    if (signal?.aborted) throw new AppError('client_closed');

    const patience = AbortSignal.timeout(connectPatienceMs);
    const stop = signal ? AbortSignal.any([signal, patience]) : patience;
    const stopped = Promise.withResolvers<never>();
    const leave = () => {
      const late = new AppError('engine_crashed', undefined, { retryAfterSeconds: 10 });
      stopped.reject(signal?.aborted ? new AppError('client_closed') : late);
    };
    stop.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.next.promise, stopped.promise]);
    } finally {
      stop.removeEventListener('abort', leave);
    }
  }

  async close(): Promise<void> {
    this.state = 'closed';
    this.link = undefined;
    this.closing.abort();
    this.next.reject(new AppError('engine_crashed', 'The node is stopping; try again when it runs.'));
    await this.child?.close();
    await this.restarting;
  }

  private async bringUp(): Promise<void> {
    const { env, log, gpu, library, restore } = this.options;
    const child = openChildLink({ env, log, onExit: () => this.lose(child) });
    this.child = child;
    const opened = await child.request<'open'>({ type: 'open', gpu, library });
    this.device = opened.device;
    this.threads = opened.threads;
    await restore(child);
    if (this.closing.signal.aborted) return;

    this.state = 'ready';
    this.readySince = performance.now();
    this.link = child;
    this.next.resolve(child);
    log.info({ device: opened.device, threads: opened.threads, crashes: this.crashes }, 'engine.started');
  }

  /** A child that served is gone; one that never served is `restart`'s business. */
  private lose(child: ChildLink): void {
    if (this.link !== child) return;
    this.link = undefined;
    this.state = 'restarting';
    this.next = Promise.withResolvers<ChildLink>();
    this.next.promise.catch(() => undefined);
    if (performance.now() - this.readySince > stableMs) this.crashesInARow = 0;
    this.restarting = this.restart();
  }

  private async restart(): Promise<void> {
    while (!this.closing.signal.aborted && !this.link) {
      this.crashes += 1;
      this.crashesInARow += 1;
      try {
        await delay(restartDelay(this.crashesInARow), undefined, { signal: this.closing.signal });
        await this.bringUp();
      } catch (error) {
        if (this.closing.signal.aborted) return;
        this.options.log.error({ err: error }, 'engine.restart-failed');
        await this.child?.close();
      }
    }
  }
}
