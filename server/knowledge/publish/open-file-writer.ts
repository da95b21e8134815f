import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { BundleSource } from '#server/components/build-bundle.ts';

export interface FileWriter extends AsyncDisposable {
  write(bytes: Uint8Array): Promise<void>;
  /** A value as a line of JSON. */
  writeLine(value: unknown): Promise<void>;
  /** What was written; call once, at the end. */
  finish(): BundleSource;
}

/** Writes a file of a bundle into a folder, counting and hashing on the way. */
export async function openFileWriter(folder: string, name: string): Promise<FileWriter> {
  const file = path.join(folder, name);
  const handle = await open(file, 'w', 0o600);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function write(bytes: Uint8Array): Promise<void> {
    hash.update(bytes);
    sizeBytes += bytes.byteLength;
    await handle.appendFile(bytes);
  }
  return {
    write,
    writeLine: (value) => write(new TextEncoder().encode(`${JSON.stringify(value)}\n`)),
    finish: () => ({ path: name, sizeBytes, sha256: hash.digest('hex'), open: () => createReadStream(file) }),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
