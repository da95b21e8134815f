import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { isUniqueViolation } from '#server/db/is-unique-violation.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { assertCurates } from './assert-curates.ts';
import { lockOwnCollection } from './lock-own-collection.ts';
import { onSale } from './shown-collections.ts';
import { touchCollection } from './touch-collection.ts';

export interface CollectionInput {
  ownerId: string;
  /** Which one is changed, as it was when it was read; null for a new one. */
  seen: { collectionId: string; revision: number } | null;
  /** Under which of their names it stands; null for the studio's operator as such. */
  domainName: string | null;
  slug: string;
  title: string;
  description: string;
  /** In the order that they are shown in. */
  componentIds: string[];
}

/**
 * Makes a collection, or changes one of the curator's own. Throws `forbidden` for who doesn't curate under its name now, `not_found` for a collection that isn't theirs and for what isn't on sale,
 * and `conflict` for an address that another collection has, for one too many, and for one that was changed since it was read.
 */
export async function saveCollection(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: CollectionInput,
): Promise<{ collectionId: string }> {
  const { ownerId, seen, domainName, slug, title, description } = input;
  const id = seen?.collectionId ?? newId(deps.clock().getTime());
  try {
    await deps.db.$transaction(async (tx) => {
      if (seen) await lockAsSeen(tx, { ownerId, ...seen });
      await assertCurates({ db: tx }, { ownerId, domainName });
      const facts = { domainName, slug, title, description };
      if (seen) {
        await tx.collection.update({ where: { id }, data: facts, select: { id: true } });
        await touchCollection({ tx, clock: deps.clock }, id);
      } else {
        await assertRoom(tx, ownerId);
        const now = deps.clock();
        await tx.collection.create({
          data: { id, ownerId, ...facts, createdAt: now, updatedAt: now },
          select: { id: true },
        });
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

async function lockAsSeen(
  tx: Prisma.TransactionClient,
  { revision, ...which }: { ownerId: string; collectionId: string; revision: number },
): Promise<void> {
  const present = await lockOwnCollection(tx, which);
  if (present.revision === revision) return;
  throw new AppError(
    'conflict',
    'This collection was changed elsewhere since you opened it. Nothing of yours is saved yet; load what it is now, and change that.',
    { param: 'revision' },
  );
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

/** What is off the market can stay in it, and be left out, but not be put in. */
async function writeMembers(
  tx: Prisma.TransactionClient,
  { collectionId, componentIds }: { collectionId: string; componentIds: string[] },
): Promise<void> {
  const known = await tx.component.count({
    where: { id: { in: componentIds }, OR: [{ saleTerms: onSale }, { entries: { some: { collectionId } } }] },
  });
  if (known !== componentIds.length) throw new AppError('not_found', 'One of these components is not on sale now.');
  await tx.collectionEntry.deleteMany({ where: { collectionId } });
  await tx.collectionEntry.createMany({
    data: componentIds.map((componentId, position) => ({ collectionId, componentId, position })),
  });
}
