import { bytesToHex, concat, type Hex, hexToBytes, hexToString, isHex, size, slice, stringToHex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { openSecret, sealSecret } from '#protocol/secrets/seal-secret.ts';

/** What a seller hands to a buyer: the key, its salt, and the key issuer's KeyStatement over both, which proves a wrong key by itself. */
export interface DeliveredKey {
  /** 32 bytes each. */
  key: Hex;
  salt: Hex;
  /** 65 bytes. */
  statement: Hex;
}

const deliveredBytes = 32 + 32 + 65;

/** Seals a key to the buyer's X25519 key (`sealTo` of the purchase) for one purchase: the bytes of `deliverKey`, fewer than 512. */
export function sealDelivery(input: { sealTo: Hex; purchaseId: bigint; delivered: DeliveredKey }): Hex {
  const { key, salt, statement } = input.delivered;
  const text = toBase64(hexToBytes(concat([key, salt, statement])));
  const sealingKey = input.sealTo.slice(2).toLowerCase();
  return stringToHex(sealSecret({ sealingKey, slot: slotOf(input.purchaseId), text }));
}

/** Opens what `sealDelivery` sealed. Throws `invalid_input` when it was sealed to another, for another purchase, or holds no key. */
export function openDelivery(input: { secretKey: Uint8Array; purchaseId: bigint; sealedKey: Hex }): DeliveredKey {
  if (!isHex(input.sealedKey)) throw unreadable();
  const sealed = hexToString(input.sealedKey);
  const text = openSecret({ secretKey: input.secretKey, slot: slotOf(input.purchaseId), sealed });
  const bytes = bytesToHex(fromBase64(text));
  if (size(bytes) !== deliveredBytes) throw unreadable();
  return { key: slice(bytes, 0, 32), salt: slice(bytes, 32, 64), statement: slice(bytes, 64) };
}

function slotOf(purchaseId: bigint): string {
  return `purchase:${purchaseId}`;
}

function unreadable(): AppError {
  return new AppError(
    'invalid_input',
    'What was delivered for this purchase is no key; open a dispute to get the price back.',
  );
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw unreadable();
  }
}
