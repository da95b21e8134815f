import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { ResponseEvent, ResponseStep } from '#protocol/openai/responses-events.ts';
import { openTurns } from '#runtime/engine/queue/open-turns.ts';
import type { ResponseStore } from './open-response-store.ts';
import { openResponseWriter, type ResponseWriter } from './open-response-writer.ts';
import type { StoredResponse } from './stored-response.ts';

/** Responses that are made while nobody waits for them. */
export interface BackgroundRunner {
  /** Keeps a response as queued, and begins as soon as it is its turn. Throws `queue_full` when the caller has too many that wait. */
  start(stored: StoredResponse): Promise<void>;
  /** Its events after a number, those to come too; null for one that is not in memory: the store may have them. */
  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<ResponseEvent> | null;
  /** Ends a response that has not ended; resolves when that is written down. */
  cancel(id: string): Promise<void>;
  /** Starts again, from their beginning, those that a stop of the node left unfinished. */
  resume(): Promise<void>;
  /** Stops what runs; it starts again with the node. */
  close(): Promise<void>;
}

export interface BackgroundParts {
  store: ResponseStore;
  /** Makes a response, telling every step. Throws an `AppError` for what fails. */
  run(
    about: { stored: StoredResponse; writer: ResponseWriter; signal: AbortSignal },
    tell: (steps: ResponseStep[]) => Promise<void>,
  ): Promise<void>;
  log: Logger;
}

/** Side by side on one node; the engine puts what they ask between the requests of those who wait. */
const runningAtOnce = 2;
/** Ended responses whose events are in memory; the store has those of all. */
const endedKept = 8;
/** A response that was begun so often and never ended may be what stops the node. */
const mostStarts = 5;
/** Until the engine is asked again that had no room, or was still loading. */
const againAfterMs = 1_000;

interface Entry {
  stored: StoredResponse;
  writer: ResponseWriter;
  events: ResponseEvent[];
  stop: AbortController;
  isOver: boolean;
  isCancelled: boolean;
  waiting: Set<() => void>;
  done: Promise<void>;
}

/** Opens the runner; nothing runs before `start` or `resume`. */
export function openBackgroundRunner(parts: BackgroundParts): BackgroundRunner {
  return new Runner(parts);
}

class Runner implements BackgroundRunner {
  private readonly parts: BackgroundParts;
  private readonly entries = new Map<string, Entry>();
  private readonly turns = openTurns({ limit: runningAtOnce, queueLimit: Number.POSITIVE_INFINITY });
  private isClosed = false;

  constructor(parts: BackgroundParts) {
    this.parts = parts;
  }

  async start(stored: StoredResponse): Promise<void> {
    const open = [...this.entries.values()].filter(({ isOver }) => !isOver);
    const own = open.filter((entry) => entry.stored.callerId === stored.callerId);
    if (this.isClosed || own.length >= limits.backgroundPerCaller || open.length >= limits.backgroundPerNode) {
      const message = `${own.length} background responses of yours wait or run, ${open.length} on this node; let some of them end first.`;
      throw new AppError('queue_full', message, { retryAfterSeconds: 10 });
    }
    stored.starts = 1;
    await this.parts.store.save(stored);
    this.launch(stored);
  }

  follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<ResponseEvent> | null {
    const entry = this.entries.get(id);
    return entry ? followEntry(entry, after, signal) : null;
  }

  async cancel(id: string): Promise<void> {
    const entry = this.entries.get(id);
    if (!entry) return;
    if (!entry.isOver) {
      entry.isCancelled = true;
      entry.stop.abort();
    }
    await entry.done;
  }

  async resume(): Promise<void> {
    for (const stored of await this.parts.store.unfinished()) {
      if (this.isClosed || this.entries.has(stored.response.id)) continue;
      await this.begin(stored);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const entries = [...this.entries.values()];
    for (const { stop } of entries) stop.abort();
    await Promise.all(entries.map(({ done }) => done));
    this.turns.close(new AppError('engine_crashed', 'The node is stopping.'));
  }

  private async begin(stored: StoredResponse): Promise<void> {
    const { store } = this.parts;
    Object.assign(stored.response, { status: 'queued', output: [], error: null });
    stored.starts += 1;
    if (stored.starts <= mostStarts) {
      await store.save(stored);
      this.launch(stored);
      return;
    }
    const message = `It was begun ${mostStarts} times, and each time the node stopped before its end; make it anew.`;
    openResponseWriter(stored.response).fail(new AppError('internal', message));
    await store.save(stored);
  }

  private launch(stored: StoredResponse): void {
    const writer = openResponseWriter(stored.response);
    const entry: Entry = {
      ...{ stored, writer, events: [], stop: new AbortController(), isOver: false, isCancelled: false },
      waiting: new Set(),
      done: Promise.resolve(),
    };
    this.entries.set(stored.response.id, entry);
    push(entry, writer.create());
    entry.done = this.work(entry)
      .then(() => this.keepEvents(entry))
      .catch((cause: unknown) => this.parts.log.error({ err: cause }, 'response.failed'))
      .finally(() => this.settle(entry));
  }

  /** A node that starts again can still tell them. */
  private async keepEvents({ stored, events }: Entry): Promise<void> {
    const { status } = stored.response;
    if (status !== 'queued' && status !== 'in_progress') await this.parts.store.saveEvents(stored, events);
  }

  private settle(entry: Entry): void {
    entry.isOver = true;
    // It may be large, and the store has it.
    entry.stored.input = [];
    for (const wake of entry.waiting) wake();
    const ended = [...this.entries.values()].filter(({ isOver }) => isOver);
    for (const { stored } of ended.slice(0, -endedKept)) this.entries.delete(stored.response.id);
  }

  private async work(entry: Entry): Promise<void> {
    const { signal } = entry.stop;
    try {
      const turn = await this.turns.take(entry.stored.callerId, signal);
      try {
        await this.runUntilBegun(entry);
        // It ended in the moment of its cancellation.
        if (entry.isCancelled) await this.parts.store.save(entry.stored);
      } finally {
        turn.end();
      }
    } catch (cause) {
      await this.fail(entry, cause);
    }
  }

  /** An engine that has no room or is still loading is asked again, as long as nothing has been written. */
  private async runUntilBegun(entry: Entry): Promise<void> {
    const { stored, writer, stop } = entry;
    for (;;) {
      try {
        await this.parts.run({ stored, writer, signal: stop.signal }, (steps) => this.tell(entry, steps));
        return;
      } catch (cause) {
        const isBusy = cause instanceof AppError && (cause.code === 'queue_full' || cause.code === 'loading');
        if (!isBusy || writer.response.status !== 'queued') throw cause;
        await wait(againAfterMs, undefined, { signal: stop.signal });
      }
    }
  }

  /** A change of status is written down before anybody hears of it. */
  private async tell(entry: Entry, steps: ResponseStep[]): Promise<void> {
    const isChange = steps.some(({ type }) => lifecycle.has(type));
    if (isChange && !entry.isCancelled) await this.parts.store.save(entry.stored);
    push(entry, steps);
  }

  private async fail(entry: Entry, cause: unknown): Promise<void> {
    if (entry.isCancelled) {
      entry.writer.cancel();
      await this.parts.store.save(entry.stored);
      return;
    }
    // Stopped with the node: what is written down starts again with it.
    if (this.isClosed) return;
    if (!(cause instanceof AppError)) this.parts.log.error({ err: cause }, 'response.failed');
    await this.tell(entry, entry.writer.fail(cause instanceof AppError ? cause : new AppError('internal')));
  }
}

const lifecycle = new Set<ResponseStep['type']>([
  'response.in_progress',
  'response.completed',
  'response.incomplete',
  'response.failed',
]);

function push(entry: Entry, steps: ResponseStep[]): void {
  for (const step of steps) entry.events.push({ ...step, sequence_number: entry.events.length });
  for (const wake of entry.waiting) wake();
}

async function* followEntry(entry: Entry, after: number, signal: AbortSignal): AsyncGenerator<ResponseEvent> {
  for (let next = after + 1; ; ) {
    const event = entry.events[next];
    if (event) {
      next += 1;
      yield event;
    } else if (entry.isOver || signal.aborted) return;
    else await changeOf(entry, signal);
  }
}

/** Resolves when there is more to read, or nobody reads any longer. */
async function changeOf({ waiting }: Entry, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}
