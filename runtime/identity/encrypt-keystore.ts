import { type Hex, hexToBytes } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import { encryptRawKey } from './encrypt-raw-key.ts';
import type { Keystore } from './keystore-schema.ts';

/** Encrypts a raw private key as Web3 Secret Storage version 3 (scrypt, AES-128-CTR), which any Ethereum wallet can import. */
export async function encryptKeystore(
  privateKey: Hex,
  options: { password: string; cost?: number },
): Promise<Keystore> {
  const { version, id, crypto } = await encryptRawKey(hexToBytes(privateKey), options);
  return { version, id, address: privateKeyToAddress(privateKey).slice(2).toLowerCase(), crypto };
}
