import { isMeasurable } from '#protocol/market/measurable-kinds.ts';
import type { Deps } from '#server/deps-type.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';

/** How the check ends while nothing measured is attached. */
export const unmeasured = {
  outcome: 'warned',
  message: "No evaluation is attached to this version, so buyers can't see how well it answers.",
} as const;

/** Whether measured results are attached to this very content: they stay as long as its root is the one they were measured on. Null for kinds that answer no questions. */
export async function checkEvaluation(deps: Pick<Deps, 'db'>, version: OwnVersion): Promise<CheckResult | null> {
  if (!isMeasurable(version.manifest.kind)) return null;
  const known = await deps.db.saleCheck.findUnique({
    where: { versionId_kind: { versionId: version.id, kind: 'evaluation' } },
    select: { detail: true, message: true },
  });
  const detail = known?.detail as Record<string, unknown> | undefined;
  if (known && detail?.contentRoot === version.contentRoot) {
    return { kind: 'evaluation', outcome: 'passed', message: known.message, detail };
  }
  return { kind: 'evaluation', ...unmeasured, detail: {} };
}
