/** A licence's token id is its deed's id × 256 + scope. */
export function splitTokenId(tokenId: string): { deedId: string; scope: number } {
  const id = BigInt(tokenId);
  return { deedId: (id >> 8n).toString(), scope: Number(id & 0xffn) };
}
