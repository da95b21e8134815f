import type { Deps } from '#server/deps-type.ts';

export interface SessionRow {
  id: string;
  userAgent: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
}

/** The account's live sessions, last seen first; tokens and their hashes stay in the database. */
export async function listSessions(deps: Deps, input: { ownerId: string }): Promise<SessionRow[]> {
  return deps.db.session.findMany({
    where: { ownerId: input.ownerId, expiresAt: { gt: deps.clock() } },
    orderBy: { seenAt: 'desc' },
    select: { id: true, userAgent: true, createdAt: true, seenAt: true, expiresAt: true },
  });
}
