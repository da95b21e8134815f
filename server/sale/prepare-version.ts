import { AppError } from '#protocol/errors.ts';
import type { VersionTerms } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { buildVersionTerms } from './build-terms.ts';
import { findOwnVersion } from './find-own-version.ts';
import { runChecks } from './run-checks.ts';
import type { CheckResult } from './sale-state.ts';

export interface PreparedVersion {
  deedId: string;
  /** What `appendVersionCall` takes. */
  version: VersionTerms;
  checks: CheckResult[];
  isSellable: boolean;
}

/** Makes a newer version of a minted component ready to be added to its deed, under the terms it was minted with. Safe to repeat. Throws `conflict` before it is minted, and for a version that the deed has. */
export async function prepareVersion(
  deps: Deps,
  input: { ownerId: string; versionId: string },
): Promise<PreparedVersion> {
  const version = await findOwnVersion(deps, input);
  const sale = await deps.db.saleTerms.findUnique({
    where: { componentId: version.componentId },
    select: { deedId: true, choices: true },
  });
  if (!sale?.deedId) throw new AppError('conflict', 'This component has no deed yet; put it on sale first.');
  const deedId = sale.deedId.toFixed();
  const { contentRoot } = version;
  if ((await deps.db.deedVersion.count({ where: { deedId, contentRoot } })) > 0) {
    throw new AppError('conflict', `Deed ${deedId} has this version already.`);
  }
  const choices = saleChoicesSchema.parse(sale.choices);
  const checks = await runChecks(deps, { version, choices });
  const terms = await buildVersionTerms(deps, { version, choices });
  return { deedId, version: terms, checks, isSellable: checks.every(({ outcome }) => outcome !== 'failed') };
}
