import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { readFileIfAny } from './read-file-if-any.ts';
import { writePrivateFile } from './write-private-file.ts';

/** Remembers used nonces on disk until they would be refused as expired anyway. */
export interface NonceLog {
  /** Throws `already_used` for a nonce seen before; a new one is on disk when this returns. */
  use(nonce: string, expiresAt: Date): void;
}

/** The file is rewritten without expired nonces after so many additions. */
const compactAfter = 10_000;

/** Opens `<home>/control-nonces`, one `<nonce> <Unix ms of expiry>` a line. */
export function openNonceLog(options: { home: string; clock: () => Date }): NonceLog {
  const path = join(options.home, 'control-nonces');
  const used = readNonces(path);
  let added = 0;
  compact(path, { used, now: options.clock() });

  return {
    use: (nonce, expiresAt) => {
      if (used.has(nonce)) {
        throw new AppError('already_used', 'This control request was received before; sign a new one.');
      }
      if (added >= compactAfter) {
        compact(path, { used, now: options.clock() });
        added = 0;
      }
      appendFileSync(path, `${nonce} ${expiresAt.getTime()}\n`, { mode: 0o600, flush: true });
      used.set(nonce, expiresAt.getTime());
      added += 1;
    },
  };
}

/** A line cut short by a crash is skipped: its request was never accepted. */
function readNonces(path: string): Map<string, number> {
  const used = new Map<string, number>();
  for (const line of (readFileIfAny(path) ?? '').split('\n')) {
    const match = /^(0x[0-9a-f]{64}) (\d+)$/.exec(line);
    if (match?.[1] && match[2]) used.set(match[1], Number(match[2]));
  }
  return used;
}

function compact(path: string, state: { used: Map<string, number>; now: Date }): void {
  const keepFrom = state.now.getTime() - limits.clockSkewSeconds * 1000;
  for (const [nonce, expiresAt] of state.used) {
    if (expiresAt < keepFrom) state.used.delete(nonce);
  }
  const content = [...state.used].map(([nonce, expiresAt]) => `${nonce} ${expiresAt}\n`).join('');
  writePrivateFile(path, { content, mode: 'replace' });
}
