import type { Deps } from '#server/deps-type.ts';

/** Kind of each deed and, where this studio published its content, the component's name. What is minted is public, so the name is too. */
export async function nameDeeds(
  deps: Pick<Deps, 'db'>,
  ids: string[],
): Promise<Map<string, { kind: string; name: string | null }>> {
  const id = { in: [...new Set(ids)] };
  const [deeds, minted] = await Promise.all([
    deps.db.deed.findMany({ where: { id }, select: { id: true, kind: true } }),
    deps.db.deedVersion.findMany({
      where: { deedId: id },
      orderBy: { number: 'desc' },
      select: { deedId: true, contentRoot: true },
    }),
  ]);
  const published = await deps.db.version.findMany({
    where: { contentRoot: { in: minted.map(({ contentRoot }) => contentRoot) } },
    select: { contentRoot: true, component: { select: { name: true } } },
  });
  const nameOf = new Map(published.map(({ contentRoot, component }) => [contentRoot, component.name]));
  return new Map(
    deeds.map((deed) => {
      const versions = minted.filter(({ deedId }) => deedId.equals(deed.id));
      const name = versions.map(({ contentRoot }) => nameOf.get(contentRoot)).find((one) => one !== undefined);
      return [deed.id.toFixed(0), { kind: deed.kind, name: name ?? null }];
    }),
  );
}
