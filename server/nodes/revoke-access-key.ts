import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Ends a key at once. Safe to repeat. Throws `not_found` for an unknown key and for somebody else's alike. */
export async function revokeAccessKey(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; accessKeyId: string },
): Promise<void> {
  const key = await deps.db.accessKey.findFirst({
    where: { id: input.accessKeyId, ownerId: input.ownerId },
    select: { id: true },
  });
  if (!key) throw new AppError('not_found', `You have no access key with id "${input.accessKeyId}".`);
  await deps.db.accessKey.updateMany({ where: { id: key.id, revokedAt: null }, data: { revokedAt: deps.clock() } });
}
