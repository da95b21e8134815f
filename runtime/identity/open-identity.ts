import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { generatePrivateKey } from 'viem/accounts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { encryptKeystore } from './encrypt-keystore.ts';
import { openKeyFile } from './open-key-file.ts';
import { readKeystorePassword } from './read-keystore-password.ts';

export interface IdentityOptions {
  /** The node's data folder; `keystore.json` lives there. */
  home: string;
  /** GAIA_KEYSTORE_PASSWORD; without it a random one is kept in `keystore.password` (0600) beside the keystore. */
  password: string | undefined;
  /** scrypt cost of a new keystore; tests lower it. */
  cost?: number;
}

/** The node's address and the only thing that can sign with its key: created at the first start, the same ever after. */
export async function openIdentity(options: IdentityOptions): Promise<TypedSigner> {
  mkdirSync(options.home, { recursive: true, mode: 0o700 });
  const path = join(options.home, 'keystore.json');
  const password = readKeystorePassword(options);
  const privateKey = await openKeyFile({
    ...{ path, password },
    create: () => encryptKeystore(generatePrivateKey(), { ...options, password }),
    refusal: 'is not a Web3 keystore of version 3; restore it from a backup, or move it away to start as a new node.',
  });
  return openTypedSigner(privateKey);
}
