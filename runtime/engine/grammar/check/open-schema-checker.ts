import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '#protocol/errors.ts';
import type { CheckAnswer, CheckRequest } from './check-messages.ts';

/** Checks texts against JSON Schemas with Ajv, in a process that is ended when it takes too long: Ajv makes code out of a caller's schema, and a pattern can run for ever. */
export interface SchemaChecker {
  /** Reads a schema and keeps it. Throws `invalid_input` when it is no JSON Schema, or takes too long to read. */
  prepare(schema: unknown, param: string): Promise<void>;
  /** Why a text doesn't fit a schema; null when it fits. */
  findMisfit(schema: unknown, text: string): Promise<string | null>;
  close(): Promise<void>;
}

export interface SchemaCheckerOptions {
  /** Of one check; the process is ended after it. */
  timeoutMs?: number;
}

/** Opens a checker; its process starts with the first check, and stays. */
export function openSchemaChecker({ timeoutMs = 2_500 }: SchemaCheckerOptions = {}): SchemaChecker {
  return new Checker(timeoutMs);
}

const childFile = fileURLToPath(new URL('./child/main.ts', import.meta.url));
const memoryMegabytes = 128;

class Checker implements SchemaChecker {
  private readonly timeoutMs: number;
  private child: ChildProcess | undefined;
  private lastId = 0;
  /** One check at a time, so that each has the whole time limit. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  async prepare(schema: unknown, param: string): Promise<void> {
    const problem = await this.ask({ schema: JSON.stringify(schema) });
    if (problem) throw new AppError('invalid_input', `The schema is not valid: ${problem.reason}.`, { param });
  }

  async findMisfit(schema: unknown, text: string): Promise<string | null> {
    const problem = await this.ask({ schema: JSON.stringify(schema), text });
    return problem?.reason ?? null;
  }

  async close(): Promise<void> {
    await this.turn;
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private ask(request: Omit<CheckRequest, 'id'>): Promise<CheckAnswer['problem']> {
    const answer = this.turn.then(() => this.askNow(request));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async askNow(request: Omit<CheckRequest, 'id'>): Promise<CheckAnswer['problem']> {
    const child = this.child ?? this.start();
    this.lastId += 1;
    const id = this.lastId;
    const { promise, resolve } = Promise.withResolvers<CheckAnswer['problem']>();
    const fail = (reason: string) => resolve({ of: request.text === undefined ? 'schema' : 'text', reason });
    const receive = (answer: CheckAnswer) => answer.id === id && resolve(answer.problem);
    const leave = () => fail('its check ended early');
    const timer = setTimeout(() => {
      this.forget(child);
      fail('it could not be checked in time');
    }, this.timeoutMs);
    child.on('message', receive).on('exit', leave);
    child.ref();
    child.channel?.ref();
    try {
      child.send({ id, ...request } satisfies CheckRequest, (error) => error && leave());
      return await promise;
    } finally {
      clearTimeout(timer);
      child.off('message', receive).off('exit', leave);
      // A node that is done must not wait for this process.
      child.unref();
      child.channel?.unref();
    }
  }

  private start(): ChildProcess {
    const execArgv = [`--max-old-space-size=${memoryMegabytes}`, '--permission', '--allow-fs-read=*'];
    const child = fork(childFile, [], {
      env: { NODE_ENV: 'production' },
      execArgv,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('exit', () => this.forget(child));
    child.on('error', () => this.forget(child));
    this.child = child;
    return child;
  }

  private forget(child: ChildProcess): void {
    child.kill('SIGKILL');
    if (this.child === child) this.child = undefined;
  }
}
