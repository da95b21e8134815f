import { AppError, type ErrorCode } from '#protocol/errors.ts';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import { answerHostCall } from './answer-host-call.ts';
import { openCallCounter } from './open-call-counter.ts';
import { openSandboxPool } from './open-sandbox-pool.ts';
import { PluginFailure } from './plugin-failure.ts';
import type { PluginOutcome, PluginRun, PluginRunner } from './plugin-runner.ts';
import type { FromSandbox, failureReasons, SandboxEnd } from './sandbox-messages.ts';
import type { Sandbox } from './spawn-sandbox.ts';

/** How much longer than its own time a run may take before its process is killed: what the machine's clock doesn't see. */
const graceMs = 400;
const megabyte = 1_048_576;

const codeOf = {
  error: 'upstream_failed',
  unreadable: 'upstream_failed',
  timeout: 'upstream_timeout',
  memory: 'insufficient_resources',
  output: 'insufficient_resources',
  forbidden: 'forbidden',
} satisfies Record<(typeof failureReasons)[number], ErrorCode>;

export interface PluginRunnerOptions {
  /** Runs at once, each in its own process; more wait. */
  parallelRuns?: number;
}

/** Opens the runner of plugins. No process starts before the first run; then one stays warm. The caller closes it. */
export function openPluginRunner({ parallelRuns = 4 }: PluginRunnerOptions = {}): PluginRunner {
  const pool = openSandboxPool(parallelRuns);
  return {
    async run(run) {
      const input = inputOf(run);
      const sandbox = await pool.take(run.signal).catch(gone(run.signal));
      try {
        return await runIn(sandbox, run, input);
      } finally {
        pool.give(sandbox);
      }
    },
    close: () => pool.close(),
  };
}

function inputOf({ plugin, input }: PluginRun): string {
  const json = JSON.stringify(input) ?? 'null';
  if (Buffer.byteLength(json) <= pluginLimits.inputBytes) return json;
  throw new AppError(
    'too_large',
    `Plugin "${plugin.name}" can be given ${pluginLimits.inputBytes / 1_024} KB at most.`,
  );
}

async function runIn(sandbox: Sandbox, run: PluginRun, input: string): Promise<PluginOutcome> {
  const { plugin, signal } = run;
  const ended = Promise.withResolvers<SandboxEnd | 'cancelled' | 'overdue' | 'crashed'>();
  const { calls, count } = openCallCounter();
  const cancel = () => ended.resolve('cancelled');
  signal.addEventListener('abort', cancel, { once: true });
  sandbox.runs += 1;
  sandbox.listener = {
    onEnd: () => ended.resolve('crashed'),
    onMessage: (message) => {
      if (message.type === 'call') void serve(sandbox, message, { ...run, count });
      else if (message.type !== 'ready') ended.resolve(message);
    },
  };
  if (signal.aborted) cancel();
  await Promise.race([sandbox.ready.catch(() => ended.resolve('crashed')), ended.promise]);
  const startedMs = performance.now();
  const timer = setTimeout(() => ended.resolve('overdue'), plugin.timeoutMs + graceMs);
  const { source, timeoutMs, memoryMegabytes } = plugin;
  sandbox.send({ type: 'run', source, input, timeoutMs, memoryBytes: memoryMegabytes * megabyte });
  try {
    const end = await ended.promise;
    const ms = Math.round(performance.now() - startedMs);
    if (typeof end === 'string') {
      await sandbox.kill();
      throw broken(run, end, { log: [], calls, ms, memoryBytes: 0 });
    }
    const outcome = { log: end.log, calls, ms, memoryBytes: end.memoryBytes };
    if (end.type === 'value') return { value: JSON.parse(end.json), ...outcome };
    if (isSpent(end.reason)) await sandbox.kill();
    throw new PluginFailure(codeOf[end.reason], sentenceOf(run, end), outcome);
  } finally {
    clearTimeout(timer);
    sandbox.listener = null;
    signal.removeEventListener('abort', cancel);
  }
}

/** A machine that ran into a limit, and a reader of TypeScript that met what it can't read, may be in any state: the process goes with it. */
function isSpent(reason: (typeof failureReasons)[number]): boolean {
  return reason === 'timeout' || reason === 'memory' || reason === 'unreadable';
}

async function serve(
  sandbox: Sandbox,
  { call, name, json }: Extract<FromSandbox, { type: 'call' }>,
  { plugin, host, count }: PluginRun & { count: Parameters<typeof answerHostCall>[0]['count'] },
): Promise<void> {
  try {
    const value = await answerHostCall({ plugin, host, count, name, json });
    sandbox.send({ type: 'answer', call, json: JSON.stringify(value ?? null) });
  } catch (cause) {
    const isOurs = cause instanceof AppError;
    const message = isOurs ? cause.message : `gaia.${name} failed on the node.`;
    sandbox.send({ type: 'refusal', call, message, isForbidden: isOurs && cause.code === 'forbidden' });
  }
}

function sentenceOf({ plugin }: PluginRun, end: Extract<SandboxEnd, { type: 'failure' }>): string {
  const limit = {
    timeout: ` (${plugin.timeoutMs} ms)`,
    memory: ` (${plugin.memoryMegabytes} MB)`,
    ...{ error: '', unreadable: '', output: '', forbidden: '' },
  }[end.reason];
  // The name of a plain error says nothing, and a sentence of the author's has its own full stop.
  const message = `${end.message.replace(/^Error: /, '')}${limit}`.replace(/\.+$/, '');
  return `Plugin "${plugin.name}" failed: ${message}.`;
}

function broken(
  { plugin, signal }: PluginRun,
  end: 'cancelled' | 'overdue' | 'crashed',
  outcome: PluginFailure['outcome'],
): AppError {
  if (end === 'cancelled') return new AppError('client_closed', undefined, { cause: signal.reason });
  if (end === 'overdue') {
    const message = `Plugin "${plugin.name}" failed: it took longer than it may (${plugin.timeoutMs} ms) and was stopped.`;
    return new PluginFailure('upstream_timeout', message, outcome);
  }
  const message = `Plugin "${plugin.name}" was stopped: it used up the memory of its process (${plugin.memoryMegabytes} MB).`;
  return new PluginFailure('insufficient_resources', message, outcome);
}

function gone(signal: AbortSignal): (cause: unknown) => never {
  return (cause) => {
    if (!signal.aborted) throw cause;
    throw new AppError('client_closed', undefined, { cause });
  };
}
