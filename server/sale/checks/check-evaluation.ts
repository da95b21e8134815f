import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';

/** Whether measured results are attached to this very content: they stay as long as its root is the one they were measured on. */
export async function checkEvaluation(deps: Pick<Deps, 'db'>, version: OwnVersion): Promise<CheckResult> {
  const known = await deps.db.saleCheck.findUnique({
    where: { versionId_kind: { versionId: version.id, kind: 'evaluation' } },
    select: { detail: true, message: true },
  });
  const detail = known?.detail as Record<string, unknown> | undefined;
  if (known && detail?.contentRoot === version.contentRoot) {
    return { kind: 'evaluation', outcome: 'passed', message: known.message, detail };
  }
  const message = 'No evaluation is attached to this version, so buyers can not see how well it answers.';
  return { kind: 'evaluation', outcome: 'warned', message, detail: {} };
}
