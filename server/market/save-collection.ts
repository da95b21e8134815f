import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from './market-operator.ts';

export interface CollectionInput {
  ownerId: string;
  /** Absent for a new one. */
  collectionId: string | null;
  slug: string;
  title: string;
  description: string;
  componentIds: string[];
}

/** Makes or changes a collection; by the studio's operator. Throws `conflict` for a slug that another has, `not_found` for what isn't on sale. */
export async function saveCollection(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: CollectionInput,
): Promise<{ collectionId: string }> {
  assertOperator(input.ownerId);
  const { ownerId, slug, title, description } = input;
  const componentIds = [...new Set(input.componentIds)];
  const known = await deps.db.saleTerms.count({ where: { componentId: { in: componentIds } } });
  if (known !== componentIds.length) throw new AppError('not_found', 'One of these components is not in the market.');
  const taken = await deps.db.collection.findUnique({ where: { slug }, select: { id: true } });
  if (taken && taken.id !== input.collectionId) {
    throw new AppError('conflict', `Another collection has the address "${slug}"; choose another.`, { param: 'slug' });
  }
  const id = input.collectionId ?? newId(deps.clock().getTime());
  await deps.db.$transaction(async (tx) => {
    await tx.collection.upsert({
      where: { id },
      create: { id, ownerId, slug, title, description, createdAt: deps.clock() },
      update: { slug, title, description },
      select: { id: true },
    });
    // What is taken down isn't shown to be chosen; it keeps its place among the last for when it is put back.
    const hidden = await tx.collectionEntry.findMany({
      where: { collectionId: id, component: { saleTerms: { takenDownAt: { not: null } } } },
      orderBy: { position: 'asc' },
      select: { componentId: true },
    });
    const members = new Set([...componentIds, ...hidden.map(({ componentId }) => componentId)]);
    await tx.collectionEntry.deleteMany({ where: { collectionId: id } });
    await tx.collectionEntry.createMany({
      data: [...members].map((componentId, position) => ({ collectionId: id, componentId, position })),
    });
  });
  return { collectionId: id };
}

/** Removes a collection; what it held stays on sale. */
export async function deleteCollection(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; collectionId: string },
): Promise<void> {
  assertOperator(input.ownerId);
  const { count } = await deps.db.collection.deleteMany({ where: { id: input.collectionId } });
  if (count === 0) throw new AppError('not_found', 'No collection has this id.');
}
