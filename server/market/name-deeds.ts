import type { Deps } from '#server/deps-type.ts';

/** Names of deeds as this studio's creators gave them; the number of one that somebody else sells. */
export async function nameDeeds(
  deps: Pick<Deps, 'db'>,
  deedIds: readonly string[],
): Promise<(deedId: string) => string> {
  const sales = await deps.db.saleTerms.findMany({
    where: { deedId: { in: [...new Set(deedIds)] } },
    select: { deedId: true, component: { select: { name: true } } },
  });
  const names = new Map(sales.map(({ deedId, component }) => [deedId?.toFixed(), component.name]));
  return (deedId) => names.get(deedId) ?? `#${deedId}`;
}
