import { spawnSync } from 'node:child_process';

export interface LeakedProcess {
  pid: number;
  line: string;
}

/** Processes that carry the run's mark in their environment, or live in the group of a stage that has ended. */
export function leakedProcesses(groups: Set<number>): LeakedProcess[] {
  if (process.platform === 'win32') return [];
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => ({ line: line.trim(), fields: line.trim().split(/\s+/) }))
    .filter(({ fields }) => groups.has(Number(fields[1])) && !fields[2]?.startsWith('Z'))
    .map(({ line, fields }) => ({ pid: Number(fields[0]), line }));
}
