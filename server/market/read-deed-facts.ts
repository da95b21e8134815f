import type { Deps } from '#server/deps-type.ts';

interface DeedFacts {
  /** Share asked of what a domain earns with it, as it stands now. */
  askBps: number;
  /** When its newest version came. */
  updatedAt: Date;
}

/** What lists say of minted deeds, by the deed's number. */
export async function readDeedFacts(deps: Pick<Deps, 'db'>, deedIds: string[]): Promise<Map<string, DeedFacts>> {
  const [deeds, newest] = await Promise.all([
    deps.db.deed.findMany({ where: { id: { in: deedIds } }, select: { id: true, askBps: true, mintedAt: true } }),
    deps.db.deedVersion.groupBy({ by: ['deedId'], where: { deedId: { in: deedIds } }, _max: { createdAt: true } }),
  ]);
  const updated = new Map(newest.map(({ deedId, _max }) => [deedId.toFixed(), _max.createdAt]));
  return new Map(
    deeds.map(({ id, askBps, mintedAt }) => [
      id.toFixed(),
      { askBps, updatedAt: updated.get(id.toFixed()) ?? mintedAt },
    ]),
  );
}
