import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readFileIfAny } from './read-file-if-any.ts';
import { writePrivateFile } from './write-private-file.ts';

/** The keystore's password: the one given, else the one in `keystore.password` (0600), made at the first start. */
export function readKeystorePassword(options: { home: string; password: string | undefined }): string {
  if (options.password) return options.password;

  const path = join(options.home, 'keystore.password');
  const known = readFileIfAny(path)?.trim();
  if (known) return known;

  const password = randomBytes(32).toString('base64url');
  try {
    writePrivateFile(path, { content: `${password}\n`, mode: 'create' });
    return password;
  } catch (error) {
    const winner = readFileIfAny(path)?.trim();
    if (!winner) throw error;
    return winner;
  }
}
