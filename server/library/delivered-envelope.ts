import { bytesToHex, concat, hexToBytes, slice } from 'viem';
import type { DeliveredKey } from '#protocol/market/sealed-key.ts';
import type { Deps, SecretEnvelope } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from '#server/secrets/secret-envelope-schema.ts';

/** A delivered key as it rests in the database, sealed: key, salt, and the issuer's statement. Its beginning reads as `openKeyEnvelope` reads. */
export function sealDeliveredKey(deps: Pick<Deps, 'secrets'>, delivered: DeliveredKey): SecretEnvelope {
  return deps.secrets.seal(hexToBytes(concat([delivered.key, delivered.salt, delivered.statement])));
}

/** Opens what `sealDeliveredKey` sealed. */
export function openDeliveredKey(deps: Pick<Deps, 'secrets'>, envelope: unknown): DeliveredKey {
  const bytes = bytesToHex(deps.secrets.open(secretEnvelopeSchema.parse(envelope)));
  return { key: slice(bytes, 0, 32), salt: slice(bytes, 32, 64), statement: slice(bytes, 64) };
}
