import { x25519 } from '@noble/curves/ed25519';
import { expand, extract } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha2';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';

/** Bytes of an X25519 key. */
export const keyLength = 32;

/** A new X25519 secret key. */
export function newSealingSecret(): Uint8Array {
  return x25519.utils.randomPrivateKey();
}

/** The public key, in hexadecimal, to which secrets for the holder of `secretKey` are sealed. */
export function sealingKeyOf(secretKey: Uint8Array): string {
  return Array.from(x25519.getPublicKey(secretKey), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The key of one message: HKDF-SHA256 (RFC 5869) of the shared point, bound to both public keys and to the slot. Throws for a public key of small order. */
export function messageKey(ownSecret: Uint8Array, keys: MessageKeys): Uint8Array {
  const shared = x25519.getSharedSecret(ownSecret, keys.theirs);
  const salt = concatBytes(keys.oneTime, keys.recipient);
  return expand(sha256, extract(sha256, shared, salt), utf8ToBytes(`gaianet/secret/1\n${keys.slot}`), keyLength);
}

export interface MessageKeys {
  theirs: Uint8Array;
  /** Public key made for this message only. */
  oneTime: Uint8Array;
  /** Public key of who may open it. */
  recipient: Uint8Array;
  slot: string;
}
