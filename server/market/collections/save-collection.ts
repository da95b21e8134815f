import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { assertCurator } from './find-curator.ts';
import { lockOwnCollection } from './lock-own-collection.ts';
import { onSale } from './shown-collections.ts';

export interface CollectionInput {
  ownerId: string;
  /** Absent for a new one. */
  collectionId: string | null;
  slug: string;
  title: string;
  description: string;
  /** In the order that they are shown in. */
  componentIds: string[];
}

/**
 * Makes a collection, or changes one of the curator's own. Throws `forbidden` for who doesn't curate, `conflict` for an address that another collection has and for one too many,
 * `not_found` for a collection that isn't theirs and for what isn't on sale.
 */
export async function saveCollection(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: CollectionInput,
): Promise<{ collectionId: string }> {
  await assertCurator(deps, input.ownerId);
  const { ownerId, slug, title, description } = input;
  const id = input.collectionId ?? newId(deps.clock().getTime());
  try {
    await deps.db.$transaction(async (tx) => {
      const facts = { slug, title, description, updatedAt: deps.clock() };
      if (input.collectionId === null) {
        await assertRoom(tx, ownerId);
        await tx.collection.create({ data: { id, ownerId, ...facts, createdAt: deps.clock() }, select: { id: true } });
      } else {
        await lockOwnCollection(tx, { ownerId, collectionId: id });
        await tx.collection.update({ where: { id }, data: facts, select: { id: true } });
      }
      await writeMembers(tx, { collectionId: id, componentIds: [...new Set(input.componentIds)] });
    });
  } catch (cause) {
    if (!isUniqueViolation(cause)) throw cause;
    throw new AppError('conflict', `Another collection has the address “${slug}”; choose another.`, {
      param: 'slug',
      cause,
    });
  }
  return { collectionId: id };
}

/** Two that are made at once are counted one after the other. */
async function assertRoom(tx: Prisma.TransactionClient, ownerId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${ownerId}::uuid FOR UPDATE`;
  if ((await tx.collection.count({ where: { ownerId } })) < limits.collectionsPerCurator) return;
  throw new AppError(
    'conflict',
    `You have ${limits.collectionsPerCurator} collections, which is the limit; remove one, or put these into another.`,
  );
}

async function writeMembers(
  tx: Prisma.TransactionClient,
  { collectionId, componentIds }: { collectionId: string; componentIds: string[] },
): Promise<void> {
  const known = await tx.saleTerms.count({ where: { componentId: { in: componentIds }, ...onSale } });
  if (known !== componentIds.length) throw new AppError('not_found', 'One of these components is not on sale now.');
  // What is off the market isn't shown to be chosen; it keeps its place among the last for when it comes back.
  const hidden = await tx.collectionEntry.findMany({
    where: { collectionId, NOT: { component: { saleTerms: onSale } } },
    orderBy: { position: 'asc' },
    select: { componentId: true },
  });
  const members = new Set([...componentIds, ...hidden.map(({ componentId }) => componentId)]);
  await tx.collectionEntry.deleteMany({ where: { collectionId } });
  await tx.collectionEntry.createMany({
    data: [...members]
      .slice(0, limits.componentsPerCollection)
      .map((componentId, position) => ({ collectionId, componentId, position })),
  });
}
