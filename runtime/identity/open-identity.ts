import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { generatePrivateKey } from 'viem/accounts';
import { AppError } from '#protocol/errors.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { decryptKeystore } from './decrypt-keystore.ts';
import { encryptKeystore } from './encrypt-keystore.ts';
import { keystoreSchema } from './keystore-schema.ts';
import { readFileIfAny } from './read-file-if-any.ts';
import { readKeystorePassword } from './read-keystore-password.ts';
import { writePrivateFile } from './write-private-file.ts';

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
  const content = readFileIfAny(path) ?? (await createKeystore(path, { ...options, password }));
  const privateKey = await decryptKeystore(parseKeystore(path, content), password);
  return openTypedSigner(privateKey);
}

/** Writes a new keystore, unless another process was faster; returns what stands in the file. */
async function createKeystore(path: string, options: { password: string; cost?: number }): Promise<string> {
  const content = `${JSON.stringify(await encryptKeystore(generatePrivateKey(), options), null, 2)}\n`;
  try {
    writePrivateFile(path, { content, mode: 'create' });
    return content;
  } catch (error) {
    const winner = readFileIfAny(path);
    if (winner === null) throw error;
    return winner;
  }
}

function parseKeystore(path: string, content: string) {
  try {
    return keystoreSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${path} is not a Web3 keystore of version 3; restore it from a backup, or move it away to start as a new node.`,
      { cause },
    );
  }
}
