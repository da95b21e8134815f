import fs from 'node:fs';
import path from 'node:path';
import { killGroup } from './end-program.ts';

interface NotedChild {
  name: string;
  pid: number;
  started: string;
}

/** After `up` itself was killed its children may live on without it: ends those written down in the data folder. */
export function endLeftovers(home: string, say: (line: string) => void): void {
  const file = path.join(home, 'children.json');
  for (const { name, pid, started } of readChildren(file)) {
    if (started === '' || startOf(pid) !== started) continue;
    say(`Ending the ${name} that an earlier run left behind (pid ${pid})`);
    killGroup(pid);
  }
  fs.rmSync(file, { force: true });
}

/** Writes down which children run, so that a later start can tell them from strangers. */
export function noteChildren(home: string, children: { name: string; pid: number }[]): void {
  const noted: NotedChild[] = children.map((child) => ({ ...child, started: startOf(child.pid) }));
  const file = path.join(home, 'children.json');
  fs.writeFileSync(`${file}.new`, JSON.stringify(noted), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

function readChildren(file: string): NotedChild[] {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

/** When a process started, in clock ticks since boot (field 22 of /proc/<pid>/stat); empty where that can't be seen. */
function startOf(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
