import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hexToBytes } from 'viem';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { encryptRawKey } from './encrypt-raw-key.ts';
import type { IdentityOptions } from './open-identity.ts';
import { openKeyFile } from './open-key-file.ts';
import { readKeystorePassword } from './read-keystore-password.ts';

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
  const secretKey = await openKeyFile({
    ...{ path, password },
    create: () => encryptRawKey(newSealingSecret(), { ...options, password }),
    refusal: "can't be read; restore it from a backup, or move it away and deploy the agents with secrets again.",
  });
  return toSealingKey(hexToBytes(secretKey));
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
