import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

export interface NewVersion {
  id: string;
  number: number;
  createdAt: Date;
  /** Content roots of the bundles that the component was made from. */
  parents: string[];
}

/** Takes the next number of a component for a version that is still to be built; what was made of bought content keeps its mark. Throws `conflict` when somebody took it at the same moment. */
export async function addVersion(
  deps: Pick<Deps, 'clock'>,
  tx: Prisma.TransactionClient,
  input: { ownerId: string; componentId: string; note: string; number?: number },
): Promise<NewVersion> {
  const { ownerId, componentId, note } = input;
  const newest = await tx.version.aggregate({ where: { componentId }, _max: { number: true } });
  const createdAt = deps.clock();
  const component = await tx.component.findUnique({
    where: { id: componentId },
    select: { parents: true, licence: true },
  });
  const version = {
    id: newId(createdAt.getTime()),
    number: input.number ?? (newest._max.number ?? 0) + 1,
    createdAt,
  };
  const made = await tx.version.createMany({
    data: [{ ...version, ownerId, componentId, note, ...licencePart(component?.licence) }],
    skipDuplicates: true,
  });
  if (made.count === 0) throw new AppError('conflict', 'Another version was published at the same moment; try again.');
  return { ...version, parents: component?.parents ?? [] };
}
