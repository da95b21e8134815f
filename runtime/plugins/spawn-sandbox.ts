import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sandboxEnvironment } from './env.ts';
import { sandboxFlags } from './sandbox-flags.ts';
import { type FromSandbox, fromSandboxSchema, type ToSandbox } from './sandbox-messages.ts';

const heapMegabytes = 160;
const startTimeoutMs = 20_000;

/** A process that runs one plugin at a time. */
export interface Sandbox {
  /** Runs it has been given. */
  runs: number;
  isAlive(): boolean;
  /** Resolves when it can run; rejects when it ended before. */
  ready: Promise<void>;
  send(message: ToSandbox): void;
  /** Who is told what it sends, and that it has ended. */
  listener: { onMessage(message: FromSandbox): void; onEnd(): void } | null;
  /** Ends it and whatever it may have started, at once. Resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a sandbox's process: a group of its own, no environment, and Node's permissions withdrawn. */
export function spawnSandbox(): Sandbox {
  const child = fork(fileURLToPath(new URL('./child/main.ts', import.meta.url)), [], {
    execArgv: sandboxFlags(heapMegabytes),
    env: sandboxEnvironment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process that is idle keeps nobody alive; while one starts or runs, timers do.
  child.unref();
  child.channel?.unref();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const slow = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  ready.promise.catch(() => undefined).finally(() => clearTimeout(slow));
  const sandbox: Sandbox = {
    runs: 0,
    listener: null,
    ready: ready.promise,
    isAlive: () => child.exitCode === null && child.signalCode === null && child.connected,
    send: (message) => void child.send(message, () => undefined),
    kill() {
      child.ref();
      killGroup(child.pid);
      child.kill('SIGKILL');
      return ended.promise;
    },
  };
  const end = () => {
    ready.reject(new Error('The sandbox ended before it could run.'));
    ended.resolve();
    sandbox.listener?.onEnd();
  };
  child.once('error', end);
  child.once('exit', end);
  child.on('message', (message) => {
    const parsed = fromSandboxSchema.safeParse(message);
    if (!parsed.success) return void sandbox.kill();
    if (parsed.data.type === 'ready') ready.resolve();
    else sandbox.listener?.onMessage(parsed.data);
  });
  return sandbox;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
