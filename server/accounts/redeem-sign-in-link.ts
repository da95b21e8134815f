import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { openSession } from './open-session.ts';
import { hashToken } from './secret-token.ts';

const remedy = '`npm run sign-in-link` prints a fresh one.';

/** Turns a one-time link into a session. Of several openers at once exactly one gets in; the others see `already_used`. */
export async function redeemSignInLink(
  deps: Deps,
  input: { token: string; userAgent: string },
): Promise<{ sessionToken: string; accountId: string }> {
  const now = deps.clock();
  const tokenHash = hashToken(input.token);
  const link = await deps.db.signInLink.findUnique({
    where: { tokenHash },
    select: { ownerId: true, expiresAt: true, usedAt: true },
  });
  if (!link) throw new AppError('not_found', `This sign-in link is not known here. ${remedy}`);
  if (link.usedAt) throw new AppError('already_used', `This sign-in link has been used. ${remedy}`);
  if (link.expiresAt <= now) throw new AppError('gone', `This sign-in link has expired. ${remedy}`);

  const claimed = await deps.db.signInLink.updateMany({ where: { tokenHash, usedAt: null }, data: { usedAt: now } });
  if (claimed.count !== 1) throw new AppError('already_used', `This sign-in link has been used. ${remedy}`);

  const { sessionToken } = await openSession(deps, { ownerId: link.ownerId, userAgent: input.userAgent });
  await deps.db.signInLink.deleteMany({ where: { expiresAt: { lte: new Date(now.getTime() - 86_400_000) } } });
  return { sessionToken, accountId: link.ownerId };
}
