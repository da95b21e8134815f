import { formatUnits } from 'viem';

/** Base units as they stand in a field: digits and a point, nothing else. */
export function writeAmount(amount: string, decimals: number): string {
  return formatUnits(BigInt(amount), decimals);
}
