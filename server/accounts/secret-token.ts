import { createHash, randomBytes } from 'node:crypto';

/** A fresh 256-bit token for a link, session, key or join; only its hash is stored. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token, hexadecimal: what the database holds. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
