import type { Address } from 'viem';
import { limits } from '#protocol/limits.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { readNodeWallets, readOperators } from './read-licences.ts';
import { readUsableLicence, type UsableLicence } from './read-usable-licence.ts';

export interface NodeLicences {
  /** What the owner and the payout of the node hold; empty for a node that is linked with no wallet. */
  own: UsableLicence[];
  /** Wallet whose domain licence covers the node: one of its own, or that of the operator of a domain that has let it in; null when there is none. */
  domainWallet: Address | null;
}

/** What of a deed's licences covers a node, at a confirmed block. Throws `upstream_failed` when the chain can't be read. */
export async function readNodeLicences(
  deps: Pick<Deps, 'db'>,
  chain: ChainReader,
  { node, deedId }: { node: Address; deedId: bigint },
): Promise<NodeLicences> {
  const wallets = await readNodeWallets(chain, node);
  const read = (wallet: Address) => readUsableLicence(deps, chain, { wallet, deedId });
  const own = await Promise.all(wallets.map(read));
  const holder = own.find(({ hasDomain }) => hasDomain);
  if (holder) return { own, domainWallet: holder.wallet };
  const domainIds = await likelyDomains(deps, { node, deedId });
  const operators = await Promise.all((await readOperators(chain, { node, domainIds })).map(read));
  return { own, domainWallet: operators.find(({ hasDomain }) => hasDomain)?.wallet ?? null };
}

/** Domains that the index knows to have let the node in at some time, and to hold a domain licence of the deed: whether they still do, the chain says. Anybody can open domains and let the node in, so only so many are asked about. */
async function likelyDomains(
  { db }: Pick<Deps, 'db'>,
  { node, deedId }: { node: Address; deedId: bigint },
): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT d."id"::text AS "id" FROM "DomainNode" n
    JOIN "Domain" d ON d."id" = n."domainId"
    JOIN "LicenceHolding" h ON h."account" = d."operator" AND h."deedId" = ${String(deedId)}::numeric
      AND h."scope" = ${licenceScopes.domain} AND h."units" > 0
    WHERE n."node" = ${node.toLowerCase()} AND n."admittedAt" IS NOT NULL AND n."declinedAt" IS NULL
    ORDER BY n."endsAt" DESC NULLS FIRST, h."expiresAt" DESC NULLS FIRST, d."id" LIMIT ${limits.domainsPerKeyRequest}`;
  return rows.map(({ id }) => BigInt(id));
}
