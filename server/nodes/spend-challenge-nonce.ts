import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';

/** Notes that a challenge was answered, across all gateway instances and restarts. Throws `already_used` the second time. */
export async function spendChallengeNonce(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { nonce: string; expiresAt: Date },
): Promise<void> {
  const forgetBefore = new Date(deps.clock().getTime() - limits.clockSkewSeconds * 1000);
  await deps.db.usedNonce.deleteMany({ where: { expiresAt: { lt: forgetBefore } } });
  try {
    await deps.db.usedNonce.create({ data: input });
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new AppError('already_used', 'This challenge was answered before; connect again.', { cause });
  }
}
