import type { Deps } from '#server/deps-type.ts';
import type { Change } from './differences/change.ts';
import { describeChanges } from './differences/describe-changes.ts';
import { rowChanges } from './differences/row-changes.ts';
import { findUpdate } from './find-update.ts';

export interface UpdateDescription {
  kind: string;
  changes: Change[];
}

/** What a newer version of something installed does otherwise, in its own words: texts, endpoints, secrets, permissions, code. Nothing is installed. Throws what `findUpdate` throws. */
export async function describeUpdate(
  deps: Deps,
  input: { ownerId: string; deedId: string; number: number },
): Promise<UpdateDescription> {
  const { before, after, rows } = await findUpdate(deps, input);
  const changes = describeChanges(before, after);
  return { kind: after.kind, changes: rows ? [...changes, ...rowChanges(rows)] : changes };
}
