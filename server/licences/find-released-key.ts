import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { listOperatorAccounts } from '#server/domains/list-operator-accounts.ts';
import { openKeyEnvelope } from './open-key-envelope.ts';

export interface ReleasedKey {
  deedId: bigint;
  name: string;
  key: Hex;
}

/**
 * The key of licensed content as this installation has it: its creator's, or one that was delivered to the account whose node asks, or to the operator of a domain that has let the node in.
 * Only a deed whose commitment is that of the key counts: whoever mints the same root anew opens nothing. Throws `not_found`.
 */
export async function findReleasedKey(
  deps: Pick<Deps, 'db' | 'secrets' | 'chain' | 'clock'>,
  input: { contentRoot: string; node: string },
): Promise<ReleasedKey> {
  const found = (await creatorsKey(deps, input)) ?? (await deliveredKey(deps, input));
  if (found) return found;
  throw new AppError(
    'not_found',
    `This gateway has no key of the content ${input.contentRoot.slice(0, 12)}…: it was neither sold here nor delivered to the owner of this node, nor to who operates a domain that it is in. Install it from your library first.`,
  );
}

async function creatorsKey(
  deps: Pick<Deps, 'db' | 'secrets'>,
  { contentRoot }: { contentRoot: string },
): Promise<ReleasedKey | null> {
  const rows = await deps.db.contentKey.findMany({
    where: { contentRoot, version: { component: { saleTerms: { deedId: { not: null } } } } },
    orderBy: { createdAt: 'asc' },
    select: {
      envelope: true,
      version: { select: { component: { select: { name: true, saleTerms: { select: { deedId: true } } } } } },
    },
  });
  for (const { envelope, version } of rows) {
    const deedId = version.component.saleTerms?.deedId;
    if (!deedId) continue;
    return { deedId: BigInt(deedId.toFixed()), name: version.component.name, key: openKeyEnvelope(deps, envelope).key };
  }
  return null;
}

async function deliveredKey(
  deps: Pick<Deps, 'db' | 'secrets' | 'chain' | 'clock'>,
  { contentRoot, node }: { contentRoot: string; node: string },
): Promise<ReleasedKey | null> {
  const owner = await deps.db.node.findFirst({
    where: { address: { equals: node, mode: 'insensitive' } },
    select: { ownerId: true },
  });
  const deliveredTo = (ownerIds: string[]) =>
    deps.db.deliveredKey.findFirst({
      where: { contentRoot, ownerId: { in: ownerIds }, outcome: 'right' },
      select: { deedId: true, envelope: true },
    });
  const own = owner && (await deliveredTo([owner.ownerId]));
  const row = own ?? (await deliveredTo(await listOperatorAccounts(deps, { nodes: [node] })));
  if (!row) return null;
  return {
    deedId: BigInt(row.deedId.toFixed()),
    name: `Deed ${row.deedId}`,
    key: openKeyEnvelope(deps, row.envelope).key,
  };
}
