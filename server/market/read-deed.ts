import type { MintTerms } from '#protocol/market/mint-terms.ts';
import { noCommitment } from '#protocol/market/mint-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import type { FoundListing } from './find-listing.ts';
import type { ComponentPage } from './market-types.ts';

type DeedFacts = Pick<
  ComponentPage,
  'versions' | 'parents' | 'usedBy' | 'holders' | 'revenue' | 'askBps' | 'owner' | 'resales' | 'mine'
>;

/** What the chain says of a deed; for one that nobody has minted yet, what its voucher promises. */
export async function readDeed(
  _deps: Pick<Deps, 'db' | 'clock'>,
  input: { sale: FoundListing; terms: MintTerms; ownerId: string },
): Promise<DeedFacts> {
  return promised(input.sale, input.terms);
}

function promised(sale: FoundListing, terms: MintTerms): DeedFacts {
  const { contentRoot, manifestHash, cid, keyCommitment } = terms.version;
  const isPrivate = keyCommitment !== noCommitment;
  return {
    versions: [{ number: 1, contentRoot, manifestHash, cid, isPrivate, createdAt: sale.listedAt ?? sale.createdAt }],
    parents: terms.parents.map(({ id, bps }) => ({ deedId: id, name: `#${id}`, kind: null, bps })),
    usedBy: [],
    holders: [],
    revenue: [],
    askBps: terms.askBps,
    owner: terms.creator,
    resales: [],
    mine: { isCreator: false, isOwner: false, holdings: [], canRate: false, isInLibrary: false },
  };
}
