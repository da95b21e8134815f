const bondPart = 10n;

/** What a buyer adds to a price when they object to a delivery: a tenth, rounded up, as ComponentMarket takes it. */
export function bondOf(price: string): string {
  return String((BigInt(price) + bondPart - 1n) / bondPart);
}
