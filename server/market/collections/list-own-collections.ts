import type { Deps } from '#server/deps-type.ts';
import { assertCurator } from './find-curator.ts';
import { shownEntries } from './shown-collections.ts';

export interface OwnCollection {
  id: string;
  slug: string;
  title: string;
  description: string;
  /** What of it is on sale, in its order. */
  members: { componentId: string; name: string }[];
}

/** A curator's own collections, the oldest first. Throws `forbidden` for who doesn't curate. */
export async function listOwnCollections(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<OwnCollection[]> {
  const { ownerId } = input;
  await assertCurator(deps, ownerId);
  const rows = await deps.db.collection.findMany({
    where: { ownerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, slug: true, title: true, description: true },
      entries: {
        where: shownEntries,
        orderBy: { position: 'asc' },
        select: { componentId: true, component: { select: { name: true } } },
      },
    },
  });
  return rows.map(({ entries, ...row }) => ({
    ...row,
    members: entries.map(({ componentId, component }) => ({ componentId, name: component.name })),
  }));
}
