import { AppError } from '#protocol/errors.ts';

export interface EmbedLineOptions<Worker> {
  workers: Worker[];
  /** While true, `ingest` waits. Call `wake` when it becomes false. */
  isChatActive(): boolean;
  /** After waiting so long for chat to end, one `ingest` text is let through, so that ingest slows down but never stands still. */
  patienceMs: number;
}

/** Hands embedding contexts out text by text: queries first, ingest only while nobody chats. */
export interface EmbedLine<Worker> {
  /** Runs the work with a free worker. Throws `client_closed` when the signal comes before it began. */
  run<T>(priority: 'query' | 'ingest', work: (worker: Worker) => Promise<T>, signal: AbortSignal): Promise<T>;
  wake(): void;
}

/** Opens a line over some workers. It holds a timer only while ingest waits for chat. */
export function openEmbedLine<Worker>(options: EmbedLineOptions<Worker>): EmbedLine<Worker> {
  return new PriorityLine(options);
}

type Start<Worker> = (worker: Worker) => void;

class PriorityLine<Worker> implements EmbedLine<Worker> {
  private readonly options: EmbedLineOptions<Worker>;
  private readonly free: Worker[];
  private readonly waiting: Record<'query' | 'ingest', Set<Start<Worker>>> = { query: new Set(), ingest: new Set() };
  private timer: NodeJS.Timeout | undefined;

  constructor(options: EmbedLineOptions<Worker>) {
    this.options = options;
    this.free = [...options.workers];
  }

  async run<T>(priority: 'query' | 'ingest', work: (worker: Worker) => Promise<T>, signal: AbortSignal): Promise<T> {
    const worker = await this.take(priority, signal);
    try {
      return await work(worker);
    } finally {
      this.free.push(worker);
      this.wake();
    }
  }

  wake(): void {
    this.startAll('query');
    if (!this.options.isChatActive()) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.startAll('ingest');
    } else if (this.waiting.ingest.size > 0) {
      this.timer ??= setTimeout(() => this.letOneThrough(), this.options.patienceMs);
    }
  }

  private take(priority: 'query' | 'ingest', signal: AbortSignal): Promise<Worker> {
    if (signal.aborted) return Promise.reject(new AppError('client_closed'));

    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    const leave = () => {
      this.waiting[priority].delete(start);
      reject(new AppError('client_closed'));
    };
    const start: Start<Worker> = (worker) => {
      signal.removeEventListener('abort', leave);
      resolve(worker);
    };
    signal.addEventListener('abort', leave, { once: true });
    this.waiting[priority].add(start);
    this.wake();
    return promise;
  }

  private startAll(priority: 'query' | 'ingest'): void {
    while (this.startOne(priority));
  }

  private startOne(priority: 'query' | 'ingest'): boolean {
    const [start] = this.waiting[priority];
    const worker = start && this.free.pop();
    if (!start || worker === undefined) return false;
    this.waiting[priority].delete(start);
    start(worker);
    return true;
  }

  private letOneThrough(): void {
    this.timer = undefined;
    this.startOne('ingest');
    this.wake();
  }
}
