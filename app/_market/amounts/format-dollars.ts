import { formatNumber } from '#app/_ui/format-amount.ts';

/** How an asset writes its amounts. */
export interface AssetWords {
  symbol: string;
  decimals: number;
  /** Worth a dollar each. */
  isStable: boolean;
}

/** An amount in dollars, for an asset that is worth one each; null for any other: nobody knows its price here. */
export function formatDollars(amount: string, asset: AssetWords, locale: string): string | null {
  return asset.isStable ? `$${formatNumber(amount, asset.decimals, locale)}` : null;
}
