import { formatUnits } from 'viem';

/** How an asset writes its amounts. */
export interface AssetWords {
  symbol: string;
  decimals: number;
  /** Worth a dollar each. */
  isStable: boolean;
}

/** Base units as people read them: `25.00 mUSD`, `1,200.5 GAIA`; never rounded to nothing. */
export function formatAmount(amount: string, asset: Pick<AssetWords, 'symbol' | 'decimals'>, locale: string): string {
  return `${formatNumber(amount, asset.decimals, locale)} ${asset.symbol}`;
}

/** The same in dollars, for an asset that is worth one each; null for any other: nobody knows its price here. */
export function formatDollars(amount: string, asset: AssetWords, locale: string): string | null {
  if (!asset.isStable) return null;
  return `$${formatNumber(amount, asset.decimals, locale)}`;
}

/** `Intl` takes decimal strings as they are: nothing passes through a float. */
function formatNumber(amount: string, decimals: number, locale: string): string {
  const text = formatUnits(BigInt(amount), decimals);
  const fraction = text.split('.')[1] ?? '';
  const shown = Math.max(2, significantPlaces(text, fraction));
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: shown });
  return format.format(text as `${number}`);
}

/** Two places for amounts of one and more; for smaller ones as many as show their first two digits. */
function significantPlaces(text: string, fraction: string): number {
  if (!text.startsWith('0')) return Math.min(fraction.length, 2);
  const zeros = fraction.length - fraction.replace(/^0+/, '').length;
  return Math.min(fraction.length, zeros + 2, 18);
}
