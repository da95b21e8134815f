import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endProgram, killGroup } from './end-program.ts';
import { lastLines, openLogFile } from './log-file.ts';
import { restartPause } from './restart-pause.ts';

const startPatienceMs = 120_000;

export interface Program {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Answers with a 2xx status when the program is ready. */
  healthUrl: string | null;
  /** How it is asked there; a plain GET by default. */
  healthRequest?: RequestInit;
  /** Work to be done each time it is healthy again after it had ended by itself. */
  onRestarted?: () => Promise<void>;
}

export interface Supervisor {
  /** Starts a program and resolves when it is healthy; from then on it is restarted whenever it ends. Throws with the last lines of its log when it ends while starting. */
  start(program: Program): Promise<void>;
  children(): { name: string; pid: number }[];
  /** Starts at once what waits to be started again. */
  hurry(): void;
  /** Stops the programs in the order they are named, then any other; nothing is left and nothing starts any more. */
  stop(order: string[]): Promise<void>;
}

export interface SupervisorOptions {
  logs: string;
  say: (line: string) => void;
  /** Called whenever a child starts. */
  onChange?: () => void;
  /** Pause before the first restart; it doubles while the program keeps crashing. */
  firstPauseMs?: number;
}

interface Running {
  program: Program;
  child: ChildProcess;
  crashes: number;
  startedMs: number;
  /** Its first start: whoever waits for it says what went wrong. */
  isFirst: boolean;
  /** Ends the pause before a restart: early (`hurry`) or for good (`stop`). */
  pause: AbortController | null;
}

/** Keeps programs running: each in a process group of its own, logging to `<logs>/<name>.log`. */
export function openSupervisor(options: SupervisorOptions): Supervisor {
  const running = new Map<string, Running>();
  let isStopping = false;

  function launch(program: Program, crashes: number): Running {
    const log = openLogFile(options.logs, program.name);
    const child = spawn(process.execPath, program.args, {
      detached: true,
      env: program.env,
      stdio: ['ignore', log, log, 'ipc'],
    });
    fs.closeSync(log);
    const entry: Running = { program, child, crashes, startedMs: performance.now(), isFirst: false, pause: null };
    running.set(program.name, entry);
    child.on('error', () => undefined);
    child.on('exit', (code, signal) => void startAgain(entry, code ?? signal));
    options.onChange?.();
    return entry;
  }

  /** A program that ended by itself is started again, after a pause that doubles while it keeps crashing. */
  async function startAgain(entry: Running, how: number | string | null): Promise<void> {
    // What it had started itself must not live on beside what the next one starts.
    if (entry.child.pid !== undefined) killGroup(entry.child.pid);
    if (isStopping || entry.isFirst) return;
    const { program } = entry;
    const ran = { crashes: entry.crashes, ranMs: performance.now() - entry.startedMs };
    const { pauseMs, crashes } = restartPause(ran, options.firstPauseMs);
    const seconds = pauseMs / 1_000;
    const log = path.join(options.logs, `${program.name}.log`);
    options.say(`The ${program.name} ended (${how}); starting it again in ${seconds} s. Its log: ${log}`);
    entry.pause = new AbortController();
    await delay(pauseMs, undefined, { signal: entry.pause.signal }).catch(() => undefined);
    if (!isStopping) await finishRestart(launch(program, crashes), { say: options.say, isStopping: () => isStopping });
  }

  return {
    children: () => [...running.values()].flatMap(({ program, child }) => named(program.name, child)),
    hurry() {
      for (const { pause } of running.values()) pause?.abort();
    },
    async start(program) {
      if (isStopping) throw new Error(`The ${program.name} is not started: everything is being stopped.`);
      const entry = launch(program, 0);
      const { child } = entry;
      entry.isFirst = program.healthUrl !== null;
      const deadline = performance.now() + startPatienceMs;
      const log = path.join(options.logs, `${program.name}.log`);
      while (!(await isHealthy(program))) {
        if (isStopping) return;
        assertStillStarting(program, { child, isLate: performance.now() > deadline, log });
        await delay(100);
      }
      entry.isFirst = false;
    },
    async stop(order) {
      isStopping = true;
      for (const name of new Set([...order, ...running.keys()])) {
        const entry = running.get(name);
        entry?.pause?.abort();
        if (entry) await endProgram(entry.child);
        running.delete(name);
      }
    },
  };
}

/** What a program wants done after a restart, once it answers again. */
async function finishRestart(
  { program, child }: Running,
  { say, isStopping }: { say: (line: string) => void; isStopping: () => boolean },
): Promise<void> {
  const isGone = () => isStopping() || child.exitCode !== null || child.signalCode !== null;
  while (program.onRestarted && !isGone() && !(await isHealthy(program))) await delay(100);
  if (isGone()) return;
  await program.onRestarted?.().catch((cause: unknown) => {
    if (!isGone()) say(`The ${program.name} runs again, but: ${cause instanceof Error ? cause.message : cause}`);
  });
}

function assertStillStarting(
  program: Program,
  { child, isLate, log }: { child: ChildProcess; isLate: boolean; log: string },
): void {
  const how = child.exitCode ?? child.signalCode;
  if (how !== null) throw new Error(`The ${program.name} ended with ${how} while starting:\n${lastLines(log)}`);
  if (isLate) throw new Error(`The ${program.name} did not answer at ${program.healthUrl}:\n${lastLines(log)}`);
}

function named(name: string, { pid, exitCode, signalCode }: ChildProcess): { name: string; pid: number }[] {
  return pid !== undefined && exitCode === null && signalCode === null ? [{ name, pid }] : [];
}

async function isHealthy({ healthUrl, healthRequest }: Program): Promise<boolean> {
  if (healthUrl === null) return true;
  return fetch(healthUrl, { ...healthRequest, signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );
}
