import type { Deps } from '#server/deps-type.ts';
import { unmeasured } from '#server/sale/checks/check-evaluation.ts';
import { findOwnVersion } from '#server/sale/find-own-version.ts';

/** Takes the score off one of the owner's versions: buyers see none of it any more. The run it came from stays, and can be attached again. Safe to repeat. Throws `not_found`. */
export async function detachEvaluation(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; versionId: string },
): Promise<void> {
  const { id: versionId } = await findOwnVersion(deps, input);
  await deps.db.saleCheck.updateMany({
    where: { versionId, kind: 'evaluation', outcome: 'passed' },
    data: { ...unmeasured, detail: {}, checkedAt: deps.clock() },
  });
}
