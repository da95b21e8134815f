import { keccak256, toHex } from 'viem';
import { splitTokenId } from './index/split-token-id.ts';

const reasons = ['licence', 'parent', 'protocol', 'deed', 'resale', 'royalty', 'bond', 'refund'];
const reasonOf = new Map(reasons.map((reason) => [keccak256(toHex(reason)) as string, reason]));
const deedListing = 1;

/** What the values of an event mean, beside them: the deed and scope in a licence's number, why something was credited, whether a deed or licences are listed. */
export function deriveEventValues(
  contract: string,
  { name, values }: { name: string; values: Record<string, unknown> },
): Record<string, unknown> {
  if (contract === 'componentLicence') {
    const tokenId = values.tokenId ?? values.id;
    const units = name === 'TransferSingle' ? { units: values.value } : {};
    return typeof tokenId === 'bigint' ? { ...ofLicence(tokenId), ...units } : {};
  }
  if (name === 'Credited') return { reason: reasonOf.get(String(values.source)) ?? 'other' };
  if (name !== 'Listed' || typeof values.tokenId !== 'bigint') return {};
  const { tokenId } = values;
  return values.kind === deedListing ? { what: 'deed', deed: tokenId } : { what: 'licence', ...ofLicence(tokenId) };
}

function ofLicence(tokenId: bigint): { deed: string; scope: number } {
  const { deedId, scope } = splitTokenId(String(tokenId));
  return { deed: deedId, scope };
}
