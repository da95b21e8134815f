import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';

/** The installation's 32-byte secret key: the one given (64 hexadecimal digits), else `secret.key` (0600) in the data folder, made at the first start. */
export function readSecretKey(options: { home: string; given: string | undefined }): Uint8Array {
  if (options.given) return parseKey(options.given, 'GAIA_SECRET_KEY');

  const path = join(options.home, 'secret.key');
  return parseKey(readIfAny(path) ?? createKeyFile(options.home, path), path);
}

function parseKey(text: string, source: string): Uint8Array {
  const digits = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(digits)) return new Uint8Array(Buffer.from(digits, 'hex'));
  throw new AppError('invalid_input', `${source} must be 64 hexadecimal digits; make one with: openssl rand -hex 32`);
}

/** Several processes may start at once: whoever links the file first wins, and all read the winner's. */
function createKeyFile(home: string, path: string): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (readIfAny(path) === undefined) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
