import type { Deps } from '#server/deps-type.ts';
import { secretEnvelopeSchema } from './secret-envelope-schema.ts';

/**
 * Seals every stored secret anew under the current key; `deps.secrets` must know the retired one. Safe to repeat and to stop
 * half-way: each row is either old or new, and both open until the retired key is given up. Returns how many were sealed anew.
 */
export async function rotateSecrets(deps: Pick<Deps, 'db' | 'secrets'>): Promise<number> {
  const { keyId } = deps.secrets.seal(new Uint8Array());
  const rows = await deps.db.secret.findMany({ select: { id: true, envelope: true } });
  let sealed = 0;

  for (const row of rows) {
    const envelope = secretEnvelopeSchema.parse(row.envelope);
    if (envelope.keyId === keyId) continue;
    await deps.db.secret.update({
      where: { id: row.id },
      data: { envelope: { ...deps.secrets.seal(deps.secrets.open(envelope)) } },
    });
    sealed += 1;
  }
  return sealed;
}
