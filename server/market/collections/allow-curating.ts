import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from '#server/market/market-operator.ts';

/** Lets a domain that was stopped curate in this studio again: the collections of who operates it now are shown again. By the studio's operator; safe to repeat. */
export async function allowCurating(
  { db }: Pick<Deps, 'db'>,
  { ownerId, domainName }: { ownerId: string; domainName: string },
): Promise<void> {
  assertOperator(ownerId);
  await db.curationStop.deleteMany({ where: { domainName } });
}
