import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '#protocol/errors.ts';
import { sandboxEnvironment } from '#runtime/plugins/env.ts';
import { sandboxFlags } from '#runtime/plugins/sandbox-flags.ts';
import { type FromPython, fromPythonSchema, type ToPython } from './python-messages.ts';
import { watchMemory } from './watch-memory.ts';

const megabyte = 1_048_576;
/** Loading Python itself takes some seconds on a busy machine. */
const startTimeoutMs = 60_000;
const heapMegabytes = 256;
const longestLine = 8;

export interface PythonLimits {
  /** Time of the code itself, in ms. */
  timeoutMs: number;
  /** Memory of the process, Python included (which takes about 180 MB to begin with). */
  residentBytes: number;
  /** Python's own memory. */
  memoryBytes: number;
}

const standard: PythonLimits = { timeoutMs: 10_000, residentBytes: 640 * megabyte, memoryBytes: 256 * megabyte };

/** Runs Python that a model wrote. Its walls are weaker than the plugins': it runs only where the node's owner allowed it. */
export interface PythonRunner {
  /** Throws `upstream_failed` with Python's own error, `upstream_timeout`, `insufficient_resources`, `queue_full`, `client_closed`. */
  run(input: { code: string; signal: AbortSignal }): Promise<{ value: string; log: string[] }>;
  close(): Promise<void>;
}

/** Opens the runner of Python. Each run has a process of its own, one at a time; none is kept. */
export function openPythonRunner(limits: Partial<PythonLimits> = {}): PythonRunner {
  const bounds = { ...standard, ...limits };
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    async run({ code, signal }) {
      if (waiting >= longestLine)
        throw new AppError('queue_full', 'Too many Python runs wait on this node; try again.');
      waiting += 1;
      const either = AbortSignal.any([signal, closing.signal]);
      const turn = last.then(() => runOnce(bounds, { code, signal: either }));
      last = turn.catch(() => undefined);
      return turn.finally(() => {
        waiting -= 1;
      });
    },
    async close() {
      closing.abort();
      await last;
    },
  };
}

async function runOnce(
  bounds: PythonLimits,
  { code, signal }: { code: string; signal: AbortSignal },
): Promise<{ value: string; log: string[] }> {
  if (signal.aborted) throw new AppError('client_closed');
  const child = startPython();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = Promise.withResolvers<Exclude<FromPython, { type: 'ready' }>>();
  const fail = (error: AppError) => end.reject(error);
  const cancel = () => fail(new AppError('client_closed', undefined, { cause: signal.reason }));
  signal.addEventListener('abort', cancel, { once: true });
  let timer = setTimeout(() => fail(new AppError('upstream_timeout', 'Python did not start in time.')), startTimeoutMs);
  const unwatch = watchMemory(child.pid, bounds.residentBytes, () => fail(tooMuchMemory()));
  child.once('error', () => fail(stopped()));
  child.once('exit', () => fail(stopped()));
  child.on('message', (raw) => {
    const message = fromPythonSchema.safeParse(raw).data;
    if (message === undefined) return fail(stopped());
    if (message.type !== 'ready') return end.resolve(message);
    clearTimeout(timer);
    timer = setTimeout(() => fail(tooLate(bounds.timeoutMs)), bounds.timeoutMs);
    child.send({ code, memoryBytes: bounds.memoryBytes } satisfies ToPython, () => undefined);
  });
  try {
    const message = await end.promise;
    if (message.type === 'value') return { value: message.value, log: message.log };
    throw new AppError('upstream_failed', `The code failed: ${message.message}`);
  } finally {
    clearTimeout(timer);
    unwatch();
    signal.removeEventListener('abort', cancel);
    killGroup(child);
    await exited;
  }
}

function startPython(): ChildProcess {
  return fork(fileURLToPath(new URL('./child/main.ts', import.meta.url)), [], {
    execArgv: sandboxFlags(heapMegabytes),
    env: sandboxEnvironment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function killGroup(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function tooLate(timeoutMs: number): AppError {
  return new AppError('upstream_timeout', `The code failed: it took longer than it may (${timeoutMs} ms).`);
}

function tooMuchMemory(): AppError {
  return new AppError('insufficient_resources', 'The code failed: it used more memory than it may.');
}

function stopped(): AppError {
  return new AppError(
    'upstream_failed',
    'The code failed: it did something that ends Python here, such as running a program.',
  );
}
