import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** Processes that belong to a data folder: it is in their arguments or, where that can be seen, in their environment. */
export function processesOf(home: string): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,stat=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => {
      const [pid = '', state = ''] = line.split(/\s+/);
      if (state.startsWith('Z') || Number(pid) === process.pid) return false;
      return line.includes(home) || environmentOf(pid).includes(`GAIA_HOME=${home}\0`);
    });
}

function environmentOf(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
