import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '#protocol/errors.ts';
import type { GenerationEvent } from '#runtime/engine/engine.ts';
import type { EngineLog } from './engine-log.ts';
import type { EngineAnswer, EngineRequest, EngineResults } from './messages.ts';
import { receiveError } from './sent-error.ts';

export interface ChildLinkOptions {
  env: NodeJS.ProcessEnv;
  log: EngineLog;
  /** Called once, before requests in flight are refused. */
  onExit(): void;
}

interface RequestHooks {
  /** Asks the child to stop; the request still ends by the child's answer. */
  signal?: AbortSignal;
  onEvent?(event: GenerationEvent): void;
  onProgress?(fraction: number): void;
}

type WithoutId<Request> = Request extends { id: number } ? Omit<Request, 'id'> : never;

/** A running engine child. */
export interface ChildLink {
  readonly pid: number | undefined;
  /** What the child last told: its resident memory, and the part of all chat sequences that holds tokens. */
  readonly usage: { memoryBytes: number; kvUse: number };
  /** Throws what the child throws, and `engine_crashed` when it ends before it answered. */
  request<Type extends EngineRequest['type']>(
    request: WithoutId<Extract<EngineRequest, { type: Type }>>,
    hooks?: RequestHooks,
  ): Promise<EngineResults[Type]>;
  /** Ends the child; resolves when it is gone. */
  close(): Promise<void>;
}

/** Starts an engine child; it ends with `close`, or when this process ends. */
export function openChildLink(options: ChildLinkOptions): ChildLink {
  return new Link(options);
}

interface Pending extends RequestHooks {
  resolve(result: EngineResults[keyof EngineResults]): void;
  reject(error: AppError): void;
}

const childFile = fileURLToPath(new URL('./child/main.ts', import.meta.url));
/** Last words of the child that explain a crash. */
const keptErrorCharacters = 2_000;
const crashRetryAfterSeconds = 2;

class Link implements ChildLink {
  usage = { memoryBytes: 0, kvUse: 0 };
  private readonly options: ChildLinkOptions;
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private readonly exited = Promise.withResolvers<void>();
  private lastId = 0;
  private isGone = false;
  private isClosing = false;
  private errorText = '';

  constructor(options: ChildLinkOptions) {
    this.options = options;
    this.child = fork(childFile, [], {
      env: options.env,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.on('message', (answer: EngineAnswer) => this.receive(answer));
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.errorText = (this.errorText + bytes.toString()).slice(-keptErrorCharacters);
    });
    this.child.on('error', (error) => this.leave(error.message));
    this.child.on('exit', (code, signal) => this.leave(signal ?? `code ${code}`));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async request<Type extends EngineRequest['type']>(
    request: WithoutId<Extract<EngineRequest, { type: Type }>>,
    hooks: RequestHooks = {},
  ): Promise<EngineResults[Type]> {
    if (this.isGone) throw crashed();
    this.lastId += 1;
    const id = this.lastId;
    const cancel = () => this.send({ type: 'cancel', id });
    const answered = new Promise<EngineResults[keyof EngineResults]>((resolve, reject) => {
      this.pending.set(id, { ...hooks, resolve, reject });
    });

    this.send({ ...request, id });
    if (hooks.signal?.aborted) cancel();
    hooks.signal?.addEventListener('abort', cancel, { once: true });
    try {
      // The child answers each type with its own result: `EngineResults` is the contract.
      return (await answered) as EngineResults[Type];
    } finally {
      hooks.signal?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.isClosing = true;
    if (!this.isGone) this.child.kill('SIGKILL');
    await this.exited.promise;
  }

  private send(message: object): void {
    // A channel that closes under the message is followed by 'exit', which refuses what is pending.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private receive(answer: EngineAnswer): void {
    if (answer.type === 'usage') this.usage = { memoryBytes: answer.memoryBytes, kvUse: answer.kvUse };
    else if (answer.type === 'log') this.options.log[answer.level]({ text: answer.text.trim() }, 'engine.logged');
    else this.settle(answer);
  }

  private settle(answer: Extract<EngineAnswer, { id: number }>): void {
    const pending = this.pending.get(answer.id);
    if (!pending) return;
    if (answer.type === 'event') {
      pending.onEvent?.(answer.event);
    } else if (answer.type === 'progress') {
      pending.onProgress?.(answer.fraction);
    } else {
      this.pending.delete(answer.id);
      if (answer.type === 'result') pending.resolve(answer.result);
      else pending.reject(receiveError(answer.error));
    }
  }

  private leave(reason: string): void {
    if (this.isGone) return;
    this.isGone = true;
    if (!this.isClosing) this.options.log.error({ reason, lastWords: this.errorText }, 'engine.crashed');
    this.options.onExit();
    for (const { reject } of this.pending.values()) reject(crashed());
    this.pending.clear();
    this.exited.resolve();
  }
}

function crashed(): AppError {
  return new AppError('engine_crashed', undefined, { retryAfterSeconds: crashRetryAfterSeconds });
}
