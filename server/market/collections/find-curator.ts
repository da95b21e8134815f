import type { Prisma } from '#server/generated/client.ts';
import { isOperator } from '#server/market/market-operator.ts';

/** A name under which an account curates. */
interface CuratorName {
  /** Of a domain that a wallet of theirs operates now; null for the studio's operator as such. */
  domainName: string | null;
  /** Why the studio's operator has stopped it from curating here; null while nobody has. */
  stopReason: string | null;
}

export interface Curator {
  names: CuratorName[];
  /** How many collections are theirs, hidden ones included. */
  collections: number;
}

/** As whom an account can curate now; no names for who operates no domain. */
export async function findCurator(
  { db }: { db: Prisma.TransactionClient },
  { ownerId }: { ownerId: string },
): Promise<Curator> {
  const [wallets, collections] = await Promise.all([
    db.wallet.findMany({ where: { ownerId }, select: { address: true } }),
    db.collection.count({ where: { ownerId } }),
  ]);
  const domains = await db.domain.findMany({
    where: { operator: { in: wallets.map(({ address }) => address) } },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  const stops = await db.curationStop.findMany({
    where: { domainName: { in: domains.map(({ name }) => name) } },
    select: { domainName: true, reason: true },
  });
  const reasons = new Map(stops.map(({ domainName, reason }) => [domainName, reason]));
  const names = domains.map(({ name }) => ({ domainName: name, stopReason: reasons.get(name) ?? null }));
  const asOperator = isOperator(ownerId) ? [{ domainName: null, stopReason: null }] : [];
  return { names: [...asOperator, ...names], collections };
}
