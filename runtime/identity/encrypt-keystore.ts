import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { type Hex, hexToBytes, keccak256 } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { deriveKeystoreKey } from './derive-keystore-key.ts';
import type { Keystore } from './keystore-schema.ts';

/** scrypt cost: about 0.4 s and 128 MiB once at start, the price of a guess for whoever steals the file. */
const scryptCost = 131_072;

/** Encrypts a raw private key as Web3 Secret Storage version 3 (scrypt, AES-128-CTR), which any Ethereum wallet can import. */
export async function encryptKeystore(
  privateKey: Hex,
  options: { password: string; cost?: number },
): Promise<Keystore> {
  const kdf = {
    kdf: 'scrypt',
    kdfparams: { n: options.cost ?? scryptCost, r: 8, p: 1, dklen: 32, salt: randomBytes(32).toString('hex') },
  } as const;
  const derived = await deriveKeystoreKey(kdf, options.password);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([cipher.update(hexToBytes(privateKey)), cipher.final()]);
  const mac = keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext]));

  return {
    version: 3,
    id: randomUUID(),
    address: privateKeyToAddress(privateKey).slice(2).toLowerCase(),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      ...kdf,
      mac: mac.slice(2),
    },
  };
}
