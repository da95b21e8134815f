import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '#protocol/errors.ts';
import type { SecretBox, SecretEnvelope } from '#server/deps-type.ts';

export interface SecretKeys {
  /** 32 bytes; seals, and opens what it sealed. */
  current: Uint8Array;
  /** Earlier keys, which only open; needed until `rotateSecrets` has run. */
  retired?: Uint8Array[];
}

/** Opens AES-256-GCM envelopes and MACs under keys that HKDF derives from the installation's secret key, one for each purpose. */
export function openSecretBox(keys: SecretKeys): SecretBox {
  const all = [keys.current, ...(keys.retired ?? [])];
  for (const key of all) {
    if (key.length !== 32)
      throw new AppError('invalid_input', `A secret key has 32 bytes; this one has ${key.length}.`);
  }
  const byId = new Map(all.map((key) => [keyIdOf(key), derive(key, 'envelope')]));
  const keyId = keyIdOf(keys.current);
  const sealKey = derive(keys.current, 'envelope');

  return {
    seal: (plain) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(keyId));
      const data = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { keyId, iv: base64(iv), tag: base64(cipher.getAuthTag()), data: base64(data) };
    },
    open: (envelope) => {
      const key = byId.get(envelope.keyId);
      if (!key) throw unknownKey(envelope.keyId);
      return openEnvelope(envelope, key);
    },
    mac: (purpose, message) =>
      createHmac('sha256', derive(keys.current, `mac:${purpose}`))
        .update(message)
        .digest('hex'),
  };
}

/** Names a key without telling anything about it. */
function keyIdOf(key: Uint8Array): string {
  return createHash('sha256').update(derive(key, 'key-id')).digest('hex').slice(0, 16);
}

function openEnvelope(envelope: SecretEnvelope, key: Buffer): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(envelope.iv, 'base64'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(envelope.keyId)).setAuthTag(Buffer.from(envelope.tag, 'base64'));
    return new Uint8Array(Buffer.concat([decipher.update(Buffer.from(envelope.data, 'base64')), decipher.final()]));
  } catch (cause) {
    throw new AppError('internal', 'A stored secret was changed or damaged and cannot be opened; enter it again.', {
      cause,
    });
  }
}

function unknownKey(keyId: string): AppError {
  return new AppError(
    'internal',
    `A stored secret was sealed with another secret key (${keyId}); start with that GAIA_SECRET_KEY, or give it as the retired key and rotate.`,
  );
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `gaianet/${purpose}`, 32));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
