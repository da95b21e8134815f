import type { Address } from 'viem';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { readWalletLicence, type WalletLicence } from './read-licences.ts';

export interface UsableLicence extends WalletLicence {
  /** It holds units only whose key hasn't been delivered: the price could still go back. */
  isWaiting: boolean;
}

/**
 * What of a wallet's licence may open content: units that are settled, and held ones whose key is on record already. A key that was given before its delivery
 * could be kept while the price is refunded.
 */
export async function readUsableLicence(
  deps: Pick<Deps, 'db'>,
  chain: ChainReader,
  place: { wallet: Address; deedId: bigint },
): Promise<UsableLicence> {
  const licence = await readWalletLicence(chain, place);
  if (licence.heldSeats === 0n && licence.heldDomains === 0n) return { ...licence, isWaiting: false };
  const [seats, domains] = await Promise.all([0, 1].map((scope) => deliveredUnits(deps, { ...place, scope })));
  const usable = licence.seats - licence.heldSeats + min(licence.heldSeats, seats ?? 0n);
  const hasDomain = licence.hasDomain && licence.domains - licence.heldDomains + (domains ?? 0n) > 0n;
  const isWaiting = usable === 0n && !hasDomain && (licence.seats > 0n || licence.hasDomain);
  return { ...licence, seats: licence.seats === 0n ? 0n : usable, hasDomain, isWaiting };
}

/** Units of held purchases whose key is on record, by the index: behind the chain it knows of fewer, never of more. */
async function deliveredUnits(
  deps: Pick<Deps, 'db'>,
  { wallet, deedId, scope }: { wallet: Address; deedId: bigint; scope: number },
): Promise<bigint> {
  const sum = await deps.db.marketPurchase.aggregate({
    where: {
      deedId: String(deedId),
      recipient: wallet.toLowerCase(),
      scope,
      isHeld: true,
      state: { in: ['delivered', 'disputed'] },
    },
    _sum: { quantity: true },
  });
  return BigInt(sum._sum.quantity?.toFixed() ?? '0');
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
