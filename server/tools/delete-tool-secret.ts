import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { toolSecretKind } from './tool-secret-kind.ts';

/** Forgets the value of a slot here; nodes that have it keep it until the next deployment. Throws `not_found` when it has none. */
export async function deleteToolSecret(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; slot: string },
): Promise<void> {
  const { ownerId, slot } = input;
  const gone = await deps.db.secret.deleteMany({ where: { ownerId, kind: toolSecretKind, name: slot } });
  if (gone.count === 0) throw new AppError('not_found', `No value is kept for the slot "${slot}".`);
}
