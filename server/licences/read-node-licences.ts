import type { Address } from 'viem';
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
  const operators = await Promise.all((await readOperators(chain, await askedDomains(deps, node))).map(read));
  return { own, domainWallet: operators.find(({ hasDomain }) => hasDomain)?.wallet ?? null };
}

/** Domains that the index knows to have let the node in at some time: which of them still do, the chain says. */
async function askedDomains(
  deps: Pick<Deps, 'db'>,
  node: Address,
): Promise<{ node: Address; domainIds: readonly bigint[] }> {
  const rows = await deps.db.domainNode.findMany({
    where: { node: node.toLowerCase(), admittedAt: { not: null } },
    select: { domainId: true },
  });
  return { node, domainIds: rows.map(({ domainId }) => BigInt(domainId.toFixed())) };
}
