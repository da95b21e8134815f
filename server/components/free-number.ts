import type { Prisma } from '#server/generated/client.ts';

/** The number that a bought version has at its creator's, or the next free one where its holder has published under that number. */
export async function freeNumber(
  tx: Prisma.TransactionClient,
  { componentId, wanted }: { componentId: string; wanted: number },
): Promise<number> {
  const taken = await tx.version.count({ where: { componentId, number: wanted } });
  if (taken === 0) return wanted;
  const newest = await tx.version.aggregate({ where: { componentId }, _max: { number: true } });
  return (newest._max.number ?? 0) + 1;
}
