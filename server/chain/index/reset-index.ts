import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { type Cursor, chainKeyOf } from './cursor.ts';
import { lockIndex } from './index-deps.ts';

/** Empties the index and puts its cursor before the first block of the contracts. Readers see the old index until the transaction ends. */
export async function resetIndex(tx: Prisma.TransactionClient, { facts }: NonNullable<Deps['chain']>): Promise<Cursor> {
  await lockIndex(tx);
  const before = await tx.chainCursor.findFirst({ select: { rewinds: true } });
  await emptyDerived(tx);
  await tx.chainEvent.deleteMany();
  await tx.chainBlock.deleteMany();
  await tx.chainCursor.deleteMany();
  const start = {
    blockNumber: facts.startBlock - 1,
    blockHash: '',
    headNumber: 0,
    rewinds: (before?.rewinds ?? -1) + 1,
  };
  await tx.chainCursor.create({ data: { ...start, chainKey: chainKeyOf(facts) } });
  return start;
}

/** Empties the tables that are worked out from events. */
export async function emptyDerived(tx: Prisma.TransactionClient): Promise<void> {
  await tx.deed.deleteMany();
  await tx.deedVersion.deleteMany();
  await tx.deedScope.deleteMany();
  await tx.deedOffer.deleteMany();
  await tx.licenceHolding.deleteMany();
  await tx.marketPurchase.deleteMany();
  await tx.marketListing.deleteMany();
  await tx.ledgerCredit.deleteMany();
  await tx.ledgerClaim.deleteMany();
  await tx.chainNode.deleteMany();
  await tx.domain.deleteMany();
  await tx.domainNode.deleteMany();
  await tx.domainBan.deleteMany();
}
