/** Id of a licence's ERC-1155 token: deed and scope. */
export function licenceToken(deedId: bigint, scope: number): bigint {
  return (deedId << 8n) | BigInt(scope);
}
