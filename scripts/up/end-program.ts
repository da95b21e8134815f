import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 15_000;

/** Asks the program to stop; after 15 s, or once it has ended, whatever is left of its group is killed. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  const patience = new AbortController();
  await Promise.race([gone, delay(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  killGroup(child.pid);
  await gone;
}

/** Kills every process of a group; says nothing when there is none. */
export function killGroup(leader: number): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}
