import type { Deps } from '#server/deps-type.ts';
import { findCurator } from './find-curator.ts';
import { isOnSale } from './shown-collections.ts';

export interface OwnCollection {
  id: string;
  slug: string;
  title: string;
  description: string;
  /** Under which domain's name it stands; null for the studio's operator as such. */
  domainName: string | null;
  /** Why nobody else sees it: its domain isn't theirs now, or is stopped here. Null while its name is in order. */
  hiddenBecause: 'not_yours' | 'stopped' | null;
  /** What a change has to name, so that it overwrites nothing unseen. */
  revision: number;
  /** In its order, with what is off the market, which only they see. */
  members: { componentId: string; name: string; isOnSale: boolean }[];
}

/** Somebody's own collections, hidden ones too, the oldest first. */
export async function listOwnCollections(
  deps: Pick<Deps, 'db'>,
  { ownerId }: { ownerId: string },
): Promise<OwnCollection[]> {
  const { names } = await findCurator(deps, { ownerId });
  const stops = new Map(names.map(({ domainName, stopReason }) => [domainName, stopReason]));
  const rows = await deps.db.collection.findMany({
    where: { ownerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, slug: true, title: true, description: true, domainName: true, revision: true },
      entries: {
        orderBy: { position: 'asc' },
        select: {
          componentId: true,
          component: { select: { name: true, saleTerms: { select: { state: true, takenDownAt: true } } } },
        },
      },
    },
  });
  return rows.map(({ entries, ...row }) => ({
    ...row,
    hiddenBecause: reasonOf(stops.get(row.domainName)),
    members: entries.map(({ componentId, component: { name, saleTerms } }) => {
      return { componentId, name, isOnSale: saleTerms !== null && isOnSale(saleTerms) };
    }),
  }));
}

function reasonOf(stop: string | null | undefined): OwnCollection['hiddenBecause'] {
  if (stop === undefined) return 'not_yours';
  return stop === null ? null : 'stopped';
}
