import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** The stored cover of a component: of one that is on sale, or of the reader's own. Throws `not_found`. */
export async function findCover(
  deps: Pick<Deps, 'db'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<{ sha256: string; sizeBytes: number }> {
  const page = await deps.db.marketPage.findFirst({
    where: {
      componentId,
      OR: [{ ownerId }, { component: { saleTerms: { state: { in: ['offered', 'minted'] }, takenDownAt: null } } }],
    },
    select: { cover: { select: { sha256: true, sizeBytes: true } } },
  });
  if (!page?.cover) throw new AppError('not_found', 'This component has no cover.');
  return { sha256: page.cover.sha256, sizeBytes: Number(page.cover.sizeBytes) };
}
