import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';
import type { AssetWords } from './format-dollars.ts';

export interface Asset extends AssetWords {
  address: string;
}

/** What components are paid with here: the dollar coin where there is one, then the network token. */
export function assetsOf(contracts: Pick<ContractAddresses, 'mockUsd' | 'networkToken'>): Asset[] {
  const { mockUsd, networkToken } = contracts;
  return [
    ...(mockUsd ? [{ address: mockUsd, symbol: 'mUSD', decimals: 6, isStable: true }] : []),
    { address: networkToken, symbol: 'GAIA', decimals: 18, isStable: false },
  ];
}
