import { formatAmount } from '#app/_ui/format-amount.ts';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';
import { assetsOf } from './assets-of.ts';

interface Amount {
  amount: string;
  asset: string;
  locale: string;
}

/** An amount in words for a text without markup; an asset that nobody knows here by its address. */
export function wordAmount(
  contracts: Pick<ContractAddresses, 'mockUsd' | 'networkToken'>,
  { amount, asset, locale }: Amount,
): { symbol: string; text: string } {
  const known = assetsOf(contracts).find(({ address }) => address.toLowerCase() === asset.toLowerCase());
  if (!known) return { symbol: asset, text: `${amount} ${asset}` };
  return { symbol: known.symbol, text: formatAmount(amount, known, locale) };
}
