import type { ChainReader, Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

/** What the index needs. */
export type IndexDeps = Pick<Deps, 'db' | 'log'> & { chain: ChainReader };

/** Room for a rewind that works everything out again. */
export const indexTransaction = { timeout: 300_000, maxWait: 30_000 };

/** Any number, but everywhere the same. */
const writerKey = 729_140_318;

/** Makes the transaction the only one that writes to the index until it ends. */
export async function lockIndex(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${writerKey}::bigint)`;
}
