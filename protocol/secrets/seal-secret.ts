import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { x25519 } from '@noble/curves/ed25519';
import { bytesToUtf8, concatBytes, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils';
import { AppError } from '#protocol/errors.ts';
import { keyLength, messageKey, newSealingSecret } from './sealing-keys.ts';

const prefix = 'gs1.';
const nonceLength = 24;
const tagLength = 16;

/** Chance, as tests fix it. */
export interface SealChance {
  oneTimeSecret: Uint8Array;
  nonce: Uint8Array;
}

/**
 * Seals a secret so that only the holder of `sealingKey` (X25519, hexadecimal) opens it, and only for this slot:
 * `gs1.` and base64 of one-time public key (32), nonce (24) and XChaCha20-Poly1305 text. Throws `invalid_input` for a key that is none.
 */
export function sealSecret(
  input: { sealingKey: string; slot: string; text: string },
  chance: SealChance = { oneTimeSecret: newSealingSecret(), nonce: randomBytes(nonceLength) },
): string {
  const { slot, text } = input;
  const recipient = parseKey(input.sealingKey);
  const oneTime = x25519.getPublicKey(chance.oneTimeSecret);
  const key = orInvalidKey(() => messageKey(chance.oneTimeSecret, { theirs: recipient, oneTime, recipient, slot }));
  const sealed = xchacha20poly1305(key, chance.nonce, utf8ToBytes(slot)).encrypt(utf8ToBytes(text));
  return `${prefix}${toBase64(concatBytes(oneTime, chance.nonce, sealed))}`;
}

/** Opens what `sealSecret` made for this key and slot. Throws `invalid_input`, without a word of the content, when it was made for another or was changed. */
export function openSecret(input: { secretKey: Uint8Array; slot: string; sealed: string }): string {
  const { secretKey, slot, sealed } = input;
  const refusal = `The secret "${slot}" can't be opened: it was sealed for another node or slot, or changed on the way. Send it again.`;
  try {
    if (!sealed.startsWith(prefix)) throw new TypeError('unknown format');
    const bytes = fromBase64(sealed.slice(prefix.length));
    if (bytes.length < keyLength + nonceLength + tagLength) throw new TypeError('too short');
    const oneTime = bytes.subarray(0, keyLength);
    const nonce = bytes.subarray(keyLength, keyLength + nonceLength);
    const recipient = x25519.getPublicKey(secretKey);
    const key = messageKey(secretKey, { theirs: oneTime, oneTime, recipient, slot });
    const plain = xchacha20poly1305(key, nonce, utf8ToBytes(slot)).decrypt(bytes.subarray(keyLength + nonceLength));
    return bytesToUtf8(plain);
  } catch (cause) {
    throw new AppError('invalid_input', refusal, { cause, param: `secrets.${slot}` });
  }
}

function parseKey(sealingKey: string): Uint8Array {
  if (/^[0-9a-f]{64}$/.test(sealingKey)) return hexToBytes(sealingKey);
  throw invalidKey();
}

function orInvalidKey<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (cause) {
    throw invalidKey(cause);
  }
}

function invalidKey(cause?: unknown): AppError {
  return new AppError('invalid_input', 'The node tells no usable sealing key; update the node and try again.', {
    cause,
  });
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
