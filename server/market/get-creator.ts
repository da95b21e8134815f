import type { Deps } from '#server/deps-type.ts';
import { listDomainsOfPerson, type PersonDomain } from './collections/list-domains-of-person.ts';
import type { Listing } from './market-types.ts';
import { readListings } from './read-listings.ts';

export interface CreatorPage {
  address: string;
  /** Name of the account that the wallet is linked with here; empty for a stranger. */
  name: string;
  listings: Listing[];
  sales: number;
  /** First deed or offer; null for somebody who sells nothing here. */
  since: Date | null;
  /** What they operate. */
  domains: PersonDomain[];
}

/** A creator by wallet: what they sell here, how much of it was sold, and the domains they operate. */
export async function getCreator(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; address: string },
): Promise<CreatorPage> {
  const address = input.address.toLowerCase();
  const wallet = await deps.db.wallet.findFirst({
    where: { address: { equals: address, mode: 'insensitive' } },
    select: { owner: { select: { name: true } } },
  });
  const rows = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT s."componentId" AS id FROM "SaleTerms" s
    WHERE lower(s."voucher"->'terms'->>'creator') = ${address}
      AND s."state" IN ('offered', 'minted') AND s."takenDownAt" IS NULL
    ORDER BY s."listedAt" DESC NULLS LAST LIMIT 100`;
  const ids = rows.map(({ id }) => id);
  const listings = await readListings(deps, { ids, ownerId: input.ownerId, nodeId: null });
  const times = listings.map(({ listedAt }) => listedAt.getTime());
  return {
    address,
    name: wallet?.owner.name ?? '',
    listings,
    sales: listings.reduce((sum, { sales }) => sum + sales, 0),
    since: times.length > 0 ? new Date(Math.min(...times)) : null,
    domains: await listDomainsOfPerson(deps, { address }),
  };
}
