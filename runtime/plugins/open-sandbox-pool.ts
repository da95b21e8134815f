import { AppError } from '#protocol/errors.ts';
import { type Sandbox, spawnSandbox } from './spawn-sandbox.ts';

/** After so many runs a process gives way to a new one: machines that were dropped leave their address space to the collector. */
const runsPerProcess = 100;
const longestLine = 64;

export interface SandboxPool {
  /** A process for one run. Throws `queue_full`, or the signal's reason. */
  take(signal: AbortSignal): Promise<Sandbox>;
  /** Takes it back after the run; what isn't alive any more is let go. */
  give(sandbox: Sandbox): void;
  close(): Promise<void>;
}

/** Processes for plugins: one stays warm between runs, `most` run at once, and later runs wait in line. */
export function openSandboxPool(most: number): SandboxPool {
  const all = new Set<Sandbox>();
  const idle: Sandbox[] = [];
  const line: { resolve(sandbox: Sandbox): void }[] = [];
  let isClosed = false;

  function start(): Sandbox {
    const sandbox = spawnSandbox();
    all.add(sandbox);
    return sandbox;
  }

  function fresh(): Sandbox | undefined {
    for (let sandbox = idle.pop(); sandbox; sandbox = idle.pop()) {
      if (sandbox.isAlive()) return sandbox;
      all.delete(sandbox);
    }
    return all.size < most ? start() : undefined;
  }

  function letGo(sandbox: Sandbox): void {
    all.delete(sandbox);
    void sandbox.kill();
  }

  return {
    async take(signal) {
      if (isClosed) throw new AppError('internal', 'The plugin runner is closed.');
      signal.throwIfAborted();
      const sandbox = fresh();
      if (sandbox) return sandbox;
      if (line.length >= longestLine) {
        throw new AppError('queue_full', 'Too many plugins wait to run on this node; try again shortly.', {
          retryAfterSeconds: 2,
        });
      }
      return waitInLine(line, signal);
    },
    give(sandbox) {
      const isGood = !isClosed && sandbox.isAlive() && sandbox.runs < runsPerProcess;
      if (!isGood) letGo(sandbox);
      if (isClosed) return;
      const next = line.shift();
      if (next) return next.resolve(isGood ? sandbox : start());
      // The next run shall not wait for a process to start.
      if (idle.length === 0) idle.push(isGood ? sandbox : start());
      else if (isGood) letGo(sandbox);
    },
    async close() {
      isClosed = true;
      await Promise.all([...all].map((sandbox) => sandbox.kill()));
      all.clear();
    },
  };
}

function waitInLine(line: { resolve(sandbox: Sandbox): void }[], signal: AbortSignal): Promise<Sandbox> {
  const { promise, resolve, reject } = Promise.withResolvers<Sandbox>();
  const place = { resolve };
  const leave = () => {
    const at = line.indexOf(place);
    if (at >= 0) line.splice(at, 1);
    reject(signal.reason);
  };
  line.push(place);
  signal.addEventListener('abort', leave, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', leave));
}
