import type { SaleChoices } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { BundleText } from './checks/bundle-text.ts';
import { checkBundle } from './checks/check-bundle.ts';
import { checkEvaluation } from './checks/check-evaluation.ts';
import { checkHandedOn } from './checks/check-handed-on.ts';
import { checkLicence } from './checks/check-licence.ts';
import { checkOverlap } from './checks/check-overlap.ts';
import { checkTemplate, modelOf } from './checks/check-template.ts';
import { checkTexts } from './checks/check-texts.ts';
import type { OwnVersion } from './find-own-version.ts';
import type { CheckResult } from './sale-state.ts';

/** Runs every check of a version that is to be sold, and keeps how each ended. Safe to repeat. */
export async function runChecks(
  deps: Pick<Deps, 'db' | 'blobs' | 'clock' | 'log'>,
  input: { version: OwnVersion; choices: Pick<SaleChoices, 'licence' | 'parents'> },
): Promise<CheckResult[]> {
  const { version, choices } = input;
  const bundle = await checkBundle(deps, version);
  const evaluation = await checkEvaluation(deps, version);
  const results = [bundle.result, await withHandedOn(deps, { version, choices }), ...(evaluation ? [evaluation] : [])];
  if (bundle.texts) {
    const scanned = checkTexts({ kind: version.manifest.kind, texts: bundle.texts });
    results.push(...(await withTemplate(deps, { version, scanned })));
    results.push(await checkOverlap(deps, { version, texts: contentTexts(bundle.texts), parents: choices.parents }));
  }
  const checkedAt = deps.clock();
  await deps.db.$transaction([
    // Two runs at once for the same version: one after the other.
    deps.db.$executeRaw`SELECT 1 FROM "Version" WHERE "id" = ${version.id}::uuid FOR NO KEY UPDATE`,
    deps.db.saleCheck.deleteMany({ where: { versionId: version.id } }),
    deps.db.saleCheck.createMany({
      data: results.map(({ detail, ...result }) => ({
        ...result,
        detail: detail as Prisma.InputJsonObject,
        versionId: version.id,
        ownerId: version.ownerId,
        checkedAt,
      })),
    }),
  ]);
  return results;
}

/** What a copy is known by: the content, not how it is described. */
function contentTexts(texts: readonly BundleText[]): string[] {
  return texts.filter(({ document }) => document !== 'Description').map(({ text }) => text);
}

/** Of a model, and of an agent that brings one, the template itself is looked at too; the worse of both findings is told. */
async function withTemplate(
  deps: Pick<Deps, 'db'>,
  { version, scanned }: { version: OwnVersion; scanned: CheckResult[] },
): Promise<CheckResult[]> {
  const model = await modelOf(deps, version);
  if (!model) return scanned;
  return scanned.map((result) =>
    result.kind === 'template' && result.outcome === 'passed' ? checkTemplate(model) : result,
  );
}

/** A licence of its own, and the right to hand on what is somebody else's: the worse of both is told. */
async function withHandedOn(
  deps: Pick<Deps, 'db'>,
  { version, choices }: { version: OwnVersion; choices: Pick<SaleChoices, 'licence' | 'parents'> },
): Promise<CheckResult> {
  const own = checkLicence(choices.licence);
  if (own.outcome === 'failed') return own;
  return (await checkHandedOn(deps, { version, parents: choices.parents })) ?? own;
}
