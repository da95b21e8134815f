import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Ends one of the account's sessions; its cookie is worthless from then on. */
export async function revokeSession(deps: Deps, input: { ownerId: string; sessionId: string }): Promise<void> {
  const removed = await deps.db.session.deleteMany({ where: { id: input.sessionId, ownerId: input.ownerId } });
  if (removed.count === 0)
    throw new AppError('not_found', 'No session of yours has this id; it may have ended already.');
}
