import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { readChecks } from '#server/sale/get-sale.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { describeContents } from './describe-contents.ts';
import { findListing } from './find-listing.ts';
import type { ComponentPage } from './market-types.ts';
import { readDeed } from './read-deed.ts';
import { readListings } from './read-listings.ts';

const samplesSchema = z.array(z.object({ title: z.string(), text: z.string() }));

/** A component's page in the market, as this reader sees it. What was taken down is shown to its creator only, with the reason. Throws `not_found`. */
export async function getPage(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; id: string; nodeId: string | null },
): Promise<ComponentPage> {
  const { ownerId, nodeId } = input;
  const sale = await findListing(deps, input.id);
  const isCreator = sale.ownerId === ownerId;
  if (sale.takenDownAt && !isCreator) {
    throw new AppError('not_found', 'This component was taken down by the operator of this studio.');
  }
  const [listing] = await readListings(deps, { ids: [sale.componentId], ownerId, nodeId });
  if (!listing) throw new AppError('not_found');
  const choices = saleChoicesSchema.parse(sale.choices);
  const { terms } = mintVoucherSchema.parse(sale.voucher);
  const deed = await readDeed(deps, { sale, terms, ownerId });
  const page = sale.component.marketPage;
  return {
    ...listing,
    description: sale.component.description,
    readme: page?.readme ?? '',
    samples: samplesSchema.parse(page?.samples ?? []),
    licenceText: choices.licence,
    contents: await describeContents(deps, sale.versionId),
    checks: (await readChecks(deps, sale.versionId)).filter(({ kind }) => kind !== 'personal' || isCreator),
    ...deed,
    scopes: terms.scopes,
    royaltyBps: terms.royaltyBps,
    trial: await trialFacts(deps, { ownerId, componentId: sale.componentId }),
    takenDownReason: sale.takenDownAt ? sale.takenDownReason : null,
    mine: { ...deed.mine, isCreator },
  };
}
