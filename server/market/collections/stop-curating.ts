import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from '#server/market/market-operator.ts';

/**
 * Stops a domain from curating in this studio, whoever operates it: its collections are hidden, not deleted, until it is allowed again. By the studio's operator.
 * Again it only changes the reason. Throws `not_found` for a domain that the chain, as far as it is read, doesn't have.
 */
export async function stopCurating(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; domainName: string; reason: string },
): Promise<void> {
  assertOperator(input.ownerId);
  const { domainName, reason } = input;
  if ((await db.domain.count({ where: { name: domainName } })) === 0) {
    throw new AppError('not_found', `No domain is called “${domainName}”.`);
  }
  await db.curationStop.upsert({
    where: { domainName },
    create: { domainName, reason, stoppedAt: clock() },
    update: { reason },
    select: { domainName: true },
  });
}
