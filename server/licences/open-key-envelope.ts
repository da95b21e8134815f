import { bytesToHex, concat, type Hex, hexToBytes, slice } from 'viem';
import type { Deps, SecretEnvelope } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';

export interface KeyAndSalt {
  key: Hex;
  salt: Hex;
}

/** Key and salt as they rest in the database, sealed. */
export function sealKeyEnvelope(deps: Pick<Deps, 'secrets'>, { key, salt }: KeyAndSalt): SecretEnvelope {
  return deps.secrets.seal(hexToBytes(concat([key, salt])));
}

/** Opens what `sealKeyEnvelope` sealed. */
export function openKeyEnvelope(deps: Pick<Deps, 'secrets'>, envelope: unknown): KeyAndSalt {
  const bytes = bytesToHex(deps.secrets.open(secretEnvelopeSchema.parse(envelope)));
  return { key: slice(bytes, 0, 32), salt: slice(bytes, 32, 64) };
}
