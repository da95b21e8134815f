import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { bytesToHex, type Hex, hexToBytes, keccak256 } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { deriveKeystoreKey } from './derive-keystore-key.ts';
import type { Keystore } from './keystore-schema.ts';

/** The raw private key of a Web3 Secret Storage version 3 keystore. Throws `unauthenticated` for a wrong password or a damaged file. */
export async function decryptKeystore(keystore: Keystore, password: string): Promise<Hex> {
  const { crypto } = keystore;
  const derived = await deriveKeystoreKey(crypto, password);
  const ciphertext = Buffer.from(crypto.ciphertext, 'hex');
  const mac = hexToBytes(keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext])));
  const expected = Buffer.from(crypto.mac, 'hex');

  if (expected.length !== mac.length || !timingSafeEqual(mac, expected)) {
    throw new AppError(
      'unauthenticated',
      "The password does not open the node's keystore; set GAIA_KEYSTORE_PASSWORD to the one it was made with.",
    );
  }
  const decipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), Buffer.from(crypto.cipherparams.iv, 'hex'));
  return bytesToHex(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
}
