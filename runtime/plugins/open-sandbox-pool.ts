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

type Place = Pick<PromiseWithResolvers<Sandbox>, 'resolve' | 'reject'>;

/** Processes for plugins: one stays warm between runs, `most` run at once, and later runs wait in line. */
export function openSandboxPool(most: number): SandboxPool {
  const all = new Set<Sandbox>();
  const idle: Sandbox[] = [];
  const line: Place[] = [];
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

  function usable(sandbox: Sandbox): Sandbox {
    if (sandbox.isAlive() && sandbox.runs < runsPerProcess) return sandbox;
    letGo(sandbox);
    return start();
  }

  return {
    async take(signal) {
      if (isClosed) throw closed();
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
      if (isClosed) return letGo(sandbox);
      const next = line.shift();
      if (next) next.resolve(usable(sandbox));
      // The next run shall not wait for a process to start.
      else if (idle.length === 0) idle.push(usable(sandbox));
      else letGo(sandbox);
    },
    async close() {
      isClosed = true;
      for (const place of line.splice(0)) place.reject(closed());
      await Promise.all([...all].map((sandbox) => sandbox.kill()));
      all.clear();
    },
  };
}

function waitInLine(line: Place[], signal: AbortSignal): Promise<Sandbox> {
  const { promise, resolve, reject } = Promise.withResolvers<Sandbox>();
  const place = { resolve, reject };
  const leave = () => {
    const at = line.indexOf(place);
    if (at >= 0) line.splice(at, 1);
    reject(signal.reason);
  };
  line.push(place);
  signal.addEventListener('abort', leave, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', leave));
}

function closed(): AppError {
  return new AppError('internal', 'The plugin runner is closed; the node is stopping.');
}
