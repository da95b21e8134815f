import type { Deps } from '#server/deps-type.ts';
import { hashToken } from './secret-token.ts';

export interface SignedInAccount {
  id: string;
  name: string;
  keyAddress: string;
}

const seenEveryMs = 60_000;

/** The live session behind a cookie's token, or null; notes once a minute that it was seen. */
export async function findSession(
  deps: Deps,
  input: { token: string },
): Promise<{ id: string; account: SignedInAccount } | null> {
  const session = await deps.db.session.findUnique({
    where: { tokenHash: hashToken(input.token) },
    select: { id: true, seenAt: true, expiresAt: true, owner: { select: { id: true, name: true, keyAddress: true } } },
  });
  const now = deps.clock();
  if (!session || session.expiresAt <= now) return null;
  if (now.getTime() - session.seenAt.getTime() > seenEveryMs) {
    await deps.db.session.updateMany({ where: { id: session.id }, data: { seenAt: now } });
  }
  return { id: session.id, account: session.owner };
}
