import { type Address, isAddressEqual, zeroAddress } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { licenceToken } from '#protocol/market/licence-token.ts';
import { domainRegistryAbi, licenceAbi, nodeRegistryAbi } from '#protocol/market/market-abi.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { ChainReader } from '#server/deps-type.ts';

export interface WalletLicence {
  wallet: Address;
  /** Seats it holds that are in force; 0 for none or expired ones. */
  seats: bigint;
  /** Of these, bought but not settled yet. */
  heldSeats: bigint;
  domains: bigint;
  heldDomains: bigint;
  hasDomain: boolean;
  /** It holds seats, and they have expired. */
  hasExpired: boolean;
}

/** The wallets that stand for a node: owner and payout of its link on chain, at a block that is confirmed. Empty for a node that isn't linked. */
export async function readNodeWallets(chain: ChainReader, node: Address): Promise<Address[]> {
  const [owner, payout] = await confirmed(chain, (blockNumber) =>
    chain.client.readContract({
      address: chain.facts.contracts.nodeRegistry,
      abi: nodeRegistryAbi,
      functionName: 'linkOf',
      args: [node],
      blockNumber,
    }),
  );
  if (isAddressEqual(owner, zeroAddress)) return [];
  return isAddressEqual(owner, payout) ? [owner] : [owner, payout];
}

/** What a wallet holds of a deed, at a block that is confirmed. */
export async function readWalletLicence(
  chain: ChainReader,
  { wallet, deedId }: { wallet: Address; deedId: bigint },
): Promise<WalletLicence> {
  const place = { address: chain.facts.contracts.componentLicence, abi: licenceAbi };
  return confirmed(chain, async (blockNumber) => {
    const licensed = (scope: number) =>
      chain.client.readContract({ ...place, functionName: 'isLicensed', args: [wallet, deedId, scope], blockNumber });
    const units = (functionName: 'balanceOf' | 'heldUnits', scope: number) =>
      chain.client.readContract({
        ...place,
        functionName,
        args: [wallet, licenceToken(deedId, scope)],
        blockNumber,
      });
    const { seat, domain } = licenceScopes;
    const [seats, heldSeats, domains, heldDomains] = await Promise.all([
      units('balanceOf', seat),
      units('heldUnits', seat),
      units('balanceOf', domain),
      units('heldUnits', domain),
    ]);
    const [hasSeat, hasDomain] = await Promise.all([licensed(seat), licensed(domain)]);
    const hasExpired = (seats > 0n && !hasSeat) || (domains > 0n && !hasDomain);
    return { wallet, seats: hasSeat ? seats : 0n, heldSeats, domains, heldDomains, hasDomain, hasExpired };
  });
}

/** Operators, at a block that is confirmed, of those of the domains that have let a node in. */
export async function readOperators(
  chain: ChainReader,
  { node, domainIds }: { node: Address; domainIds: readonly bigint[] },
): Promise<Address[]> {
  if (domainIds.length === 0) return [];
  const place = { address: chain.facts.contracts.domainRegistry, abi: domainRegistryAbi };
  return confirmed(chain, async (blockNumber) => {
    const found = await Promise.all(
      domainIds.map(async (id) => {
        const [isAdmitted, operator] = await Promise.all([
          chain.client.readContract({ ...place, functionName: 'isAdmitted', args: [id, node], blockNumber }),
          chain.client.readContract({ ...place, functionName: 'operatorOf', args: [id], blockNumber }),
        ]);
        return isAdmitted ? [operator] : [];
      }),
    );
    return [...new Set(found.flat())];
  });
}

async function confirmed<Value>(chain: ChainReader, read: (blockNumber: bigint) => Promise<Value>): Promise<Value> {
  try {
    const newest = await chain.client.getBlockNumber();
    const block = newest - BigInt(chain.confirmations);
    return await read(block > 0n ? block : 0n);
  } catch (cause) {
    throw new AppError(
      'upstream_failed',
      "The chain can't be read now, so no licence can be checked; try again shortly.",
      {
        cause,
      },
    );
  }
}
