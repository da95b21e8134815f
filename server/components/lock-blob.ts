import type { Prisma } from '#server/generated/client.ts';

/** Until the transaction ends, nobody else keeps or releases the bytes of this hash. */
export async function lockBlob(tx: Prisma.TransactionClient, sha256: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`blob:${sha256}`}, 0))`;
}
