/** How many of a version's passages one buyer may ever be handed: the creator's share of all, and at least one. */
export function coverageLimit({
  chunkCount,
  coveragePercent,
}: {
  chunkCount: number;
  coveragePercent: number;
}): number {
  return Math.max(1, Math.floor((chunkCount * coveragePercent) / 100));
}
