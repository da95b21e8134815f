import { type Address, getAddress, isAddressEqual } from 'viem';
import type { PaymentAsset } from '#protocol/chain/chain-facts.ts';
import type { Deps } from '#server/deps-type.ts';

/** A token by its address as the index has it; one that this installation does not know keeps its address for a name and is counted in its smallest unit. */
export function findAsset({ chain }: Pick<Deps, 'chain'>, stored: string): PaymentAsset {
  const address: Address = getAddress(stored);
  const known = chain?.facts.assets.find((one) => isAddressEqual(one.address, address));
  return known ?? { address, symbol: `${address.slice(0, 6)}…${address.slice(-4)}`, decimals: 0 };
}
