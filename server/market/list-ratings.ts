import type { Deps } from '#server/deps-type.ts';
import { readWeightedRatings } from './read-ratings.ts';

export interface RatingRow {
  name: string;
  stars: number;
  text: string;
  weight: number;
  createdAt: Date;
  isMine: boolean;
}

/** What holders say of a deed, those whose fees weigh most first. */
export async function listRatings(
  deps: Pick<Deps, 'db' | 'chain'>,
  { ownerId, deedId }: { ownerId: string; deedId: string },
): Promise<RatingRow[]> {
  const rows = await readWeightedRatings(deps, [deedId]);
  return rows.map(({ deedId: _deedId, ownerId: author, ...row }) => ({ ...row, isMine: author === ownerId }));
}
