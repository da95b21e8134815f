/** An amount as a person types it (`12.50`, `12,50`, `1 200`) in base units; null for anything that is no amount, negative, or finer than the asset, and for `1,200`, which is a thousand to some and one to others. */
export function readAmount(text: string, decimals: number): string | null {
  const plain = text.trim().replaceAll(/[\s_']/g, '');
  const match = /^(\d{1,30})(?:[.,](\d{0,18}))?$/.exec(plain);
  if (!match || /,\d{3}$/.test(plain)) return null;
  const [, whole = '0', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return null;
  return BigInt(whole + kept.padEnd(decimals, '0')).toString();
}
