import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** `replace` an existing file, or `create` one and throw `EEXIST` when it is there already. */
export type WriteMode = 'replace' | 'create';

/** Writes a file that only its owner can read (0600), whole or not at all: on disk before it gets its name. */
export function writePrivateFile(path: string, file: { content: string; mode: WriteMode }): void {
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, file.content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    if (file.mode === 'replace') renameSync(draft, path);
    else linkSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
