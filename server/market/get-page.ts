import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { readScores } from '#server/sale/evaluation/read-scores.ts';
import { readChecks } from '#server/sale/get-sale.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { describeContents } from './describe-contents.ts';
import { findListing } from './find-listing.ts';
import { isOperator } from './market-operator.ts';
import type { ComponentPage } from './market-types.ts';
import { readDeed } from './read-deed.ts';
import { readListings } from './read-listings.ts';

const samplesSchema = z.array(z.object({ title: z.string(), text: z.string() }));

/** A component's page in the market, as this reader sees it. What was taken down is shown to its creator, to who holds a licence or the deed, and to the operator, with the reason. Throws `not_found`. */
export async function getPage(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; id: string; nodeId: string | null },
): Promise<ComponentPage> {
  const { ownerId, nodeId } = input;
  const sale = await findListing(deps, input.id);
  const isCreator = sale.ownerId === ownerId;
  const choices = saleChoicesSchema.parse(sale.choices);
  const { terms } = mintVoucherSchema.parse(sale.voucher);
  const deed = await readDeed(deps, { sale, terms, ownerId });
  if (sale.takenDownAt && !isCreator && !isOperator(ownerId) && !deed.mine.isOwner && deed.mine.holdings.length === 0) {
    throw new AppError('not_found', 'This component was taken down by the operator of this studio.');
  }
  const { componentId } = sale;
  const [listing] = await readListings(deps, { ids: [componentId], ownerId, nodeId });
  if (!listing) throw new AppError('not_found');
  const page = sale.component.marketPage;
  const versionId = await newestVersion(deps, { sale, contentRoot: deed.versions[0]?.contentRoot });
  const scores = await readScores(deps, { componentId });
  return {
    ...listing,
    coverPath: sale.takenDownAt && !isCreator ? null : listing.coverPath,
    description: sale.component.description,
    readme: page?.readme ?? '',
    samples: samplesSchema.parse(page?.samples ?? []),
    licenceText: choices.licence,
    contents: await describeContents(deps, versionId),
    checks: shownChecks(await readChecks(deps, versionId), isCreator),
    ...deed,
    versions: deed.versions.map((one) => ({ ...one, evaluation: scores.get(one.contentRoot) ?? null })),
    scopes: terms.scopes,
    royaltyBps: terms.royaltyBps,
    trial: sale.takenDownAt ? null : await trialFacts(deps, { ownerId, componentId }),
    takenDownReason: sale.takenDownAt ? sale.takenDownReason : null,
    mine: { ...deed.mine, isCreator, versionId: isCreator ? versionId : null },
  };
}

/** The version with the newest content of the deed; the one that the terms were made for where its creator's studio lost that. */
async function newestVersion(
  deps: Pick<Deps, 'db'>,
  { sale, contentRoot }: { sale: { componentId: string; versionId: string }; contentRoot: string | undefined },
): Promise<string> {
  const { componentId } = sale;
  const version = contentRoot
    ? await deps.db.version.findFirst({ where: { componentId, contentRoot }, select: { id: true } })
    : null;
  return version?.id ?? sale.versionId;
}

/** Personal particulars, and the numbers of a creator's own runs, are theirs alone. */
function shownChecks(checks: CheckResult[], isCreator: boolean): CheckResult[] {
  if (isCreator) return checks;
  const others = checks.filter(({ kind }) => kind !== 'personal');
  return others.map((check) => (check.kind === 'evaluation' ? { ...check, detail: {} } : check));
}
