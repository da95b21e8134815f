import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
const calmMs = 60_000;
const patienceMs = 15_000;

export interface Program {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Answers with a 2xx status when the program is ready. */
  healthUrl: string | null;
}

export interface Supervisor {
  /** Starts a program and resolves when it is healthy; from then on it is restarted whenever it ends. */
  start(program: Program): Promise<void>;
  pid(name: string): number | undefined;
  /** Stops the programs in the order they are named; none is left. */
  stop(names: string[]): Promise<void>;
}

interface Running {
  program: Program;
  child: ChildProcess;
  isStopping: boolean;
  crashes: number;
  startedMs: number;
}

/** Keeps programs running: each in a process group of its own, logging to `<logs>/<name>.log`. */
export function openSupervisor(options: { logs: string; say: (line: string) => void }): Supervisor {
  const running = new Map<string, Running>();
  fs.mkdirSync(options.logs, { recursive: true });

  function launch(program: Program, crashes: number): Running {
    const log = fs.openSync(path.join(options.logs, `${program.name}.log`), 'a');
    const child = spawn(process.execPath, program.args, {
      detached: true,
      env: program.env,
      stdio: ['ignore', log, log, 'ipc'],
    });
    fs.closeSync(log);
    const entry: Running = { program, child, crashes, isStopping: false, startedMs: performance.now() };
    running.set(program.name, entry);
    child.on('exit', (code, signal) => void ended(entry, code ?? signal).catch(() => undefined));
    return entry;
  }

  /** A program that ended by itself is started again, after a pause that doubles while it keeps crashing. */
  async function ended(entry: Running, how: number | string | null): Promise<void> {
    if (entry.isStopping) return;
    const crashes = performance.now() - entry.startedMs > calmMs ? 1 : entry.crashes + 1;
    const pauseMs = Math.min(firstPauseMs * 2 ** (crashes - 1), longestPauseMs);
    options.say(
      `${entry.program.name} ended (${how}); starting it again in ${pauseMs / 1_000} s. Its log: ${path.join(options.logs, `${entry.program.name}.log`)}`,
    );
    await delay(pauseMs);
    if (!entry.isStopping) launch(entry.program, crashes);
  }

  return {
    pid: (name) => running.get(name)?.child.pid,
    async start(program) {
      const { child } = launch(program, 0);
      const deadline = performance.now() + 120_000;
      while (program.healthUrl && !(await isHealthy(program.healthUrl))) {
        const logFile = path.join(options.logs, `${program.name}.log`);
        if (child.exitCode !== null)
          throw new Error(`The ${program.name} ended with ${child.exitCode} while starting:\n${lastLines(logFile)}`);
        if (performance.now() > deadline)
          throw new Error(
            `The ${program.name} did not answer at ${program.healthUrl} within 120 s:\n${lastLines(logFile)}`,
          );
        await delay(100);
      }
    },
    async stop(names) {
      for (const name of names) {
        const entry = running.get(name);
        if (!entry) continue;
        entry.isStopping = true;
        await end(entry.child);
        running.delete(name);
      }
    },
  };
}

/** Asks the program to stop, then makes its whole group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  signalGroup(child.pid, 'SIGTERM');
  const patience = new AbortController();
  await Promise.race([gone, delay(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  signalGroup(child.pid, 'SIGKILL');
  await gone;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
}
