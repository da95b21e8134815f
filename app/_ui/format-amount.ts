import { formatUnits } from 'viem';

const mostDecimals = 6;

/** An amount in a token's smallest unit as people write it, grouped as the reader's locale does, rounded down to six decimals: `1,234.50 mUSD`. */
export function formatAmount(
  amount: string | bigint,
  asset: { decimals: number; symbol: string },
  locale?: string,
): string {
  return `${formatNumber(amount, asset.decimals, locale)} ${asset.symbol}`;
}

/** The same without the token's symbol. No digit passes through a float. */
export function formatNumber(amount: string | bigint, decimals: number, locale?: string): string {
  const [whole = '0', given = ''] = formatUnits(BigInt(amount), decimals).split('.');
  const shown = given.slice(0, mostDecimals).replace(/0+$/, '').padEnd(Math.min(2, decimals), '0');
  const isTiny = whole === '0' && /^0*$/.test(shown) && /[1-9]/.test(given);
  if (isTiny) return '< 0.000001';
  const grouped = BigInt(whole).toLocaleString(locale);
  const point = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return shown ? `${grouped}${point}${shown}` : grouped;
}
