import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { hashToken, newSecretToken } from './secret-token.ts';

/** Signs a browser in: the token goes into its cookie, only the token's hash into the database. */
export async function openSession(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; userAgent: string },
): Promise<{ sessionToken: string }> {
  const now = deps.clock();
  const sessionToken = newSecretToken();
  await deps.db.session.create({
    data: {
      id: newId(now.getTime()),
      ownerId: input.ownerId,
      tokenHash: hashToken(sessionToken),
      userAgent: input.userAgent.slice(0, 300),
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + limits.sessionDays * 86_400_000),
    },
  });
  await deps.db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  return { sessionToken };
}
