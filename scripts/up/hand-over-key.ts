import fs from 'node:fs';
import path from 'node:path';

const keyFile = (home: string) => path.join(home, 'run-secret.key');

/** A secret key given in the environment goes to the programs by a file that only its owner reads, never by their environment. Returns the settings that name the file. */
export function handOverKey(home: string, key: string | undefined): Record<string, string> {
  if (!key) return {};
  dropKey(home);
  fs.writeFileSync(keyFile(home), `${key}\n`, { mode: 0o600, flag: 'wx' });
  return { GAIA_SECRET_KEY_FILE: keyFile(home) };
}

/** Removed at stop: the key itself is not ours to keep. */
export function dropKey(home: string): void {
  fs.rmSync(keyFile(home), { force: true });
}
