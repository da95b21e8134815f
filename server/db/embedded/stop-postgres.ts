import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

const patienceMs = 20_000;
const lookEveryMs = 25;

/** Fast shutdown of the server with this pid: open transactions are rolled back and files left clean. After 20 s it must go at once (and recovers at its next start). */
export async function stopPostgres(pid: number): Promise<void> {
  const startedMs = performance.now();
  let signal: NodeJS.Signals | null = 'SIGINT';
  while (isAlive(pid)) {
    if (signal) send(pid, signal);
    const isImpatient: boolean = signal === null && performance.now() - startedMs > patienceMs;
    signal = isImpatient ? 'SIGQUIT' : null;
    await delay(lookEveryMs);
  }
}

/** It may have ended since the last look. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}
