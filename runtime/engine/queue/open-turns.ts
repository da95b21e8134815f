import { AppError } from '#protocol/errors.ts';

export interface TurnsOptions {
  /** Turns held at the same time. */
  limit: number;
  /** Requests that may wait; one more is refused. */
  queueLimit: number;
  /** Milliseconds of a steady clock. */
  now?: () => number;
}

export interface Turn {
  queuedMs: number;
  /** Gives the turn to the next in line. Safe to call again. */
  end(): void;
}

/** A bounded line in which callers alternate: requests of one caller wait behind each other, callers take turns. */
export interface Turns {
  /** Resolves when it is this request's turn. Throws `queue_full` at once when the line is full, `client_closed` when the signal comes first. */
  take(callerId: string, signal: AbortSignal): Promise<Turn>;
  setLimit(limit: number): void;
  /** Refuses everybody who waits and everybody who comes. */
  close(error: AppError): void;
  /** Resolves when no turn is held. */
  idle(): Promise<void>;
  readonly running: number;
  readonly queued: number;
}

/** Opens a line with `limit` turns. It starts no timer; whoever takes a turn has to end it. */
export function openTurns(options: TurnsOptions): Turns {
  return new FairTurns(options);
}

interface Waiter {
  callerId: string;
  since: number;
  start(turn: Turn): void;
  refuse(error: AppError): void;
}

/** Weight of the newest duration in the running average. */
const newestWeight = 0.3;
const firstGuessMs = 2_000;
const maxRetryAfterSeconds = 120;

class FairTurns implements Turns {
  running = 0;
  queued = 0;
  private limit: number;
  private readonly queueLimit: number;
  private readonly now: () => number;
  /** Insertion order is the order of callers; a caller that was served moves to the end. */
  private readonly waiters = new Map<string, Waiter[]>();
  private averageMs = firstGuessMs;
  private closedBy: AppError | undefined;
  private readonly idlers = new Set<() => void>();

  constructor(options: TurnsOptions) {
    this.limit = options.limit;
    this.queueLimit = options.queueLimit;
    this.now = options.now ?? (() => performance.now());
  }

  async take(callerId: string, signal: AbortSignal): Promise<Turn> {
    if (this.closedBy) throw this.closedBy;
    if (signal.aborted) throw new AppError('client_closed');
    if (this.running < this.limit) return this.start(this.now());
    if (this.queued >= this.queueLimit) throw this.full();

    return await this.wait(callerId, signal);
  }

  setLimit(limit: number): void {
    this.limit = limit;
    this.next();
  }

  close(error: AppError): void {
    this.closedBy = error;
    const all = [...this.waiters.values()].flat();
    this.waiters.clear();
    this.queued = 0;
    for (const waiter of all) waiter.refuse(error);
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.idlers.add(resolve);
      this.tellIdlers();
    });
  }

  private tellIdlers(): void {
    if (this.running > 0) return;
    for (const resolve of this.idlers) resolve();
    this.idlers.clear();
  }

  private wait(callerId: string, signal: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.remove(waiter);
        reject(new AppError('client_closed'));
      };
      const waiter: Waiter = {
        callerId,
        since: this.now(),
        start: (turn) => {
          signal.removeEventListener('abort', leave);
          resolve(turn);
        },
        refuse: (error) => {
          signal.removeEventListener('abort', leave);
          reject(error);
        },
      };

      signal.addEventListener('abort', leave, { once: true });
      const line = this.waiters.get(callerId);
      if (line) line.push(waiter);
      else this.waiters.set(callerId, [waiter]);
      this.queued += 1;
    });
  }

  private remove(waiter: Waiter): void {
    const line = this.waiters.get(waiter.callerId);
    const index = line?.indexOf(waiter) ?? -1;
    if (!line || index < 0) return;

    line.splice(index, 1);
    this.queued -= 1;
    if (line.length === 0) this.waiters.delete(waiter.callerId);
  }

  private start(since: number): Turn {
    const startedAt = this.now();
    let hasEnded = false;
    this.running += 1;

    return {
      queuedMs: startedAt - since,
      end: () => {
        if (hasEnded) return;
        hasEnded = true;
        this.running -= 1;
        this.averageMs += newestWeight * (this.now() - startedAt - this.averageMs);
        this.next();
        this.tellIdlers();
      },
    };
  }

  private next(): void {
    while (this.running < this.limit) {
      const waiter = this.shift();
      if (!waiter) return;
      waiter.start(this.start(waiter.since));
    }
  }

  private shift(): Waiter | undefined {
    for (const [callerId, line] of this.waiters) {
      const waiter = line.shift();
      this.waiters.delete(callerId);
      if (line.length > 0) this.waiters.set(callerId, line);
      if (!waiter) continue;
      this.queued -= 1;
      return waiter;
    }
    return undefined;
  }

  private full(): AppError {
    const rounds = (this.queued + 1) / Math.max(1, this.limit);
    const retryAfterSeconds = Math.min(maxRetryAfterSeconds, Math.max(1, Math.ceil((rounds * this.averageMs) / 1000)));
    const message = `The node is busy: ${this.running} requests are running and ${this.queued} are waiting, the most it takes. Try again in ${retryAfterSeconds} s.`;
    return new AppError('queue_full', message, { retryAfterSeconds });
  }
}
