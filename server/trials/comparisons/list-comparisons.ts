import type { Deps } from '#server/deps-type.ts';

const shown = 20;

/** The person's own comparisons of a component, newest first. */
export async function listComparisons(
  deps: Pick<Deps, 'db'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<{ id: string; state: string; questions: number; createdAt: Date }[]> {
  const rows = await deps.db.comparison.findMany({
    where: { ownerId, componentId },
    orderBy: { createdAt: 'desc' },
    take: shown,
    select: { id: true, state: true, createdAt: true, _count: { select: { rows: true } } },
  });
  return rows.map(({ _count, ...row }) => ({ ...row, questions: _count.rows }));
}
