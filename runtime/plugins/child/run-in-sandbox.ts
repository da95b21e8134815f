import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import type { SandboxEnd, ToSandbox } from '#runtime/plugins/sandbox-messages.ts';
import { type CallDesk, openCallDesk } from './open-call-desk.ts';
import { openLogLines } from './open-log-lines.ts';
import { openVirtualMachine, type VirtualMachine } from './open-virtual-machine.ts';
import { prelude } from './prelude.ts';
import { readThrown, tooLate } from './read-thrown.ts';
import { SandboxFailure } from './sandbox-failure.ts';
import { stripTypes } from './strip-types.ts';
import { wallClock } from './wall-clock.ts';

type Run = Extract<ToSandbox, { type: 'run' }>;
/** Jobs of promises between two looks at the clock. */
const jobsAtOnce = 200;

export interface SandboxMeans {
  wasmModule: WebAssembly.Module;
  /** Sends a call of the host to the parent. */
  ask: (call: { call: number; name: string; json: string }) => void;
  /** Given the desk where the parent's answers go, for the time of the run. */
  onDesk: (desk: CallDesk) => void;
}

/** Runs a module's default export in a fresh machine until its promise settles, its time is over or its memory is used up. Never throws. */
export async function runInSandbox(means: SandboxMeans, run: Run): Promise<SandboxEnd> {
  const deadline = performance.now() + run.timeoutMs;
  const log = openLogLines();
  let machine: VirtualMachine | undefined;
  const memory = () => ({ log: log.lines(), memoryBytes: measured(machine) });
  try {
    const source = stripTypes(run.source);
    machine = await openVirtualMachine(means.wasmModule, {
      memoryBytes: run.memoryBytes,
      isOver: () => performance.now() > deadline,
    });
    const desk = openCallDesk(machine.context, means.ask);
    means.onDesk(desk);
    const json = await runMain({ machine, desk, deadline, log: log.add }, { source, input: run.input });
    return { type: 'value', json, ...memory() };
  } catch (cause) {
    const { reason, message } = failureOf(cause, performance.now() > deadline);
    return { type: 'failure', reason, message, ...memory() };
  }
}

interface Stage {
  machine: VirtualMachine;
  desk: CallDesk;
  deadline: number;
  log: (line: string) => void;
}

async function runMain(stage: Stage, { source, input }: { source: string; input: string }): Promise<string> {
  const { context } = stage.machine;
  const start = must(context, context.evalCode(prelude, 'gaia.ts'));
  const runner = must(context, context.callFunction(start, context.undefined, ...hostFunctions(stage)));
  const exports = await settle(stage, must(context, context.evalCode(source, 'plugin.ts', { type: 'module' })));
  const main = context.getProp(exports, 'default');
  const begun = context.callFunction(runner, context.undefined, main, context.newString(input));
  const json = context.getString(await settle(stage, must(context, begun)));
  const bytes = Buffer.byteLength(json);
  if (bytes <= pluginLimits.outputBytes) return json;
  throw new SandboxFailure(
    'output',
    `it returned ${Math.ceil(bytes / 1_024)} KB; ${pluginLimits.outputBytes / 1_024} KB are the most`,
  );
}

function hostFunctions({ machine, desk, log }: Stage): QuickJSHandle[] {
  const { context } = machine;
  const call = context.newFunction('call', (name, json) => desk.open(context.getString(name), context.getString(json)));
  const print = context.newFunction('log', (line) => {
    log(context.getString(line));
    return context.undefined;
  });
  const date = context.newFunction('date', (zone) => {
    const timeZone = context.getString(zone);
    try {
      return context.newString(wallClock(new Date(), timeZone));
    } catch {
      const message = `"${timeZone.slice(0, 60)}" is not a time zone; name one such as Europe/Berlin`;
      return { error: context.newError({ name: 'RangeError', message }) };
    }
  });
  return [call, print, date];
}

/** Works off what waits until the promise is settled. Whatever isn't a promise is settled already. */
async function settle(stage: Stage, handle: QuickJSHandle): Promise<QuickJSHandle> {
  const { context, runtime } = stage.machine;
  for (;;) {
    const worked = runtime.executePendingJobs(jobsAtOnce);
    if (worked.error) throw readThrown(context, worked.error);
    if (performance.now() > stage.deadline) throw new SandboxFailure('timeout', tooLate);
    const state = context.getPromiseState(handle);
    if (state.type === 'fulfilled') return state.value;
    if (state.type === 'rejected') throw readThrown(context, state.error);
    if (!runtime.hasPendingJob()) await nextAnswer(stage);
  }
}

async function nextAnswer({ desk, deadline }: Stage): Promise<void> {
  if (desk.openCalls() === 0) throw new SandboxFailure('error', 'it waits for a promise that nothing will settle');
  await desk.nextAnswer(deadline - performance.now());
}

function must(context: QuickJSContext, result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
  if (result.error) throw readThrown(context, result.error);
  return result.value;
}

/** A machine that was used up throws all kinds of things; what it meant is told by the time, else it is memory. */
function failureOf(cause: unknown, isLate: boolean): SandboxFailure {
  if (cause instanceof SandboxFailure && (cause.reason !== 'error' || !isLate)) return cause;
  if (isLate) return new SandboxFailure('timeout', tooLate);
  return new SandboxFailure('memory', 'it ran out of memory or stack');
}

function measured(machine: VirtualMachine | undefined): number {
  try {
    return machine?.memoryBytes() ?? 0;
  } catch {
    return 0;
  }
}
