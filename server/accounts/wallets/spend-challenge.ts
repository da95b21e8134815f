import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Uses a challenge up; the delete decides who of several gets it. Throws `already_used` for one that is used, expired or unknown. */
export async function spendChallenge(deps: Pick<Deps, 'db' | 'clock'>, id: string): Promise<void> {
  const spent = await deps.db.walletChallenge.deleteMany({ where: { id, expiresAt: { gt: deps.clock() } } });
  if (spent.count === 1) return;
  throw new AppError('already_used', 'What the wallet signed has been used or has expired; sign once more.');
}
