import fs from 'node:fs';
import path from 'node:path';

const largestBytes = 20_000_000;

/** Opens a program's log for appending; one that has grown too long is kept once as `<name>.log.1`. */
export function openLogFile(folder: string, name: string): number {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.log`);
  if (fs.existsSync(file) && fs.statSync(file).size > largestBytes) fs.renameSync(file, `${file}.1`);
  return fs.openSync(file, 'a', 0o600);
}

/** The end of a log, for an error that a person reads. */
export function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
