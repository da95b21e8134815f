import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertCurates } from './assert-curates.ts';
import { lockOwnCollection } from './lock-own-collection.ts';
import { onSale } from './shown-collections.ts';
import { touchCollection } from './touch-collection.ts';

/** Puts a component that is on sale at the end of a curator's own collection; safe to repeat. Throws `not_found`, `forbidden` while they don't curate under its name, and `conflict` for a full one. */
export async function addToCollection(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; collectionId: string; componentId: string },
): Promise<void> {
  const { ownerId, collectionId, componentId } = input;
  await deps.db.$transaction(async (tx) => {
    const { domainName } = await lockOwnCollection(tx, { ownerId, collectionId });
    await assertCurates({ db: tx }, { ownerId, domainName });
    const isOnSale = (await tx.saleTerms.count({ where: { componentId, ...onSale } })) > 0;
    if (!isOnSale) throw new AppError('not_found', 'This component is not on sale now.');
    const entries = await tx.collectionEntry.findMany({
      where: { collectionId },
      orderBy: { position: 'asc' },
      select: { componentId: true, position: true },
    });
    if (entries.some((entry) => entry.componentId === componentId)) return;
    if (entries.length >= limits.componentsPerCollection) {
      throw new AppError(
        'conflict',
        `A collection holds at most ${limits.componentsPerCollection} components; take one out, or use another collection.`,
      );
    }
    const position = (entries.at(-1)?.position ?? -1) + 1;
    await tx.collectionEntry.create({
      data: { collectionId, componentId, position },
      select: { position: true },
    });
    await touchCollection({ tx, clock: deps.clock }, collectionId);
  });
}
