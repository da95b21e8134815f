import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 20_000;
const lookEveryMs = 25;

/** Fast shutdown of the server with this pid: open transactions are rolled back and files left clean. After 20 s it must go at once (and recovers at its next start). */
export async function stopPostgres(pid: number): Promise<void> {
  const startedMs = performance.now();
  let signal: NodeJS.Signals | 0 = 'SIGINT';
  while (reaches(pid, signal)) {
    const isImpatient: boolean = signal === 0 && performance.now() - startedMs > patienceMs;
    signal = isImpatient ? 'SIGQUIT' : 0;
    await delay(lookEveryMs);
  }
}

function reaches(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw cause;
  }
}
