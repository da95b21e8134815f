import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hexToBytes } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { decryptKeystore } from './decrypt-keystore.ts';
import { encryptRawKey } from './encrypt-raw-key.ts';
import { keystoreSchema } from './keystore-schema.ts';
import type { IdentityOptions } from './open-identity.ts';
import { readFileIfAny } from './read-file-if-any.ts';
import { readKeystorePassword } from './read-keystore-password.ts';
import { writePrivateFile } from './write-private-file.ts';

/** The key to which secrets for this node are sealed; its secret half stays inside. */
export interface SealingKey {
  /** X25519, hexadecimal; `sealingKey` of the node's status. */
  publicKey: string;
  /** Opens sealed secrets by slot name. Throws `invalid_input` naming a slot that was sealed for another node. */
  open(sealed: Record<string, string>): Record<string, string>;
}

/** The node's sealing key, kept in `sealing-key.json` (0600) under the keystore's password: made at the first start, the same ever after. */
export async function openSealingKey(options: IdentityOptions): Promise<SealingKey> {
  mkdirSync(options.home, { recursive: true, mode: 0o700 });
  const path = join(options.home, 'sealing-key.json');
  const password = readKeystorePassword(options);
  const content = readFileIfAny(path) ?? (await createKey(path, { ...options, password }));
  return toSealingKey(hexToBytes(await decryptKeystore(parse(path, content), password)));
}

/** A sealing key from its 32 secret bytes. */
export function toSealingKey(secretKey: Uint8Array): SealingKey {
  return {
    publicKey: sealingKeyOf(secretKey),
    open: (sealed) =>
      Object.fromEntries(
        Object.entries(sealed).map(([slot, text]) => [slot, openSecret({ secretKey, slot, sealed: text })]),
      ),
  };
}

/** Writes a new key, unless another process was faster; returns what stands in the file. */
async function createKey(path: string, options: { password: string; cost?: number }): Promise<string> {
  const content = `${JSON.stringify(await encryptRawKey(newSealingSecret(), options), null, 2)}\n`;
  try {
    writePrivateFile(path, { content, mode: 'create' });
    return content;
  } catch (error) {
    const winner = readFileIfAny(path);
    if (winner === null) throw error;
    return winner;
  }
}

function parse(path: string, content: string) {
  try {
    return keystoreSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${path} can't be read; restore it from a backup, or move it away and deploy the agents with secrets again.`,
      { cause },
    );
  }
}
