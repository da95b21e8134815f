import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { keccak256 } from 'viem';
import { deriveKeystoreKey } from './derive-keystore-key.ts';
import type { Keystore } from './keystore-schema.ts';

/** scrypt cost: about 0.4 s and 128 MiB once at start, the price of a guess for whoever steals the file. */
const scryptCost = 131_072;

/** Encrypts 32 bytes of key as Web3 Secret Storage version 3 does (scrypt, AES-128-CTR), whatever the key is for. */
export async function encryptRawKey(key: Uint8Array, options: { password: string; cost?: number }): Promise<Keystore> {
  const kdf = {
    kdf: 'scrypt',
    kdfparams: { n: options.cost ?? scryptCost, r: 8, p: 1, dklen: 32, salt: randomBytes(32).toString('hex') },
  } as const;
  const derived = await deriveKeystoreKey(kdf, options.password);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([cipher.update(key), cipher.final()]);
  const mac = keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext]));

  return {
    version: 3,
    id: randomUUID(),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      ...kdf,
      mac: mac.slice(2),
    },
  };
}
