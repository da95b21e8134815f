import { AppError } from '#protocol/errors.ts';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { cancelVoucherCall } from '#protocol/market/calls/mint-calls.ts';
import { mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';

/**
 * Takes an offer out of the market that nobody has minted yet. A voucher that was signed stays good on chain until its creator's wallet sends `call`; null where none was signed.
 * Throws `conflict` once the deed is minted.
 */
export async function withdrawSale(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; componentId: string },
): Promise<{ call: ContractCall | null }> {
  const { ownerId, componentId } = input;
  const sale = await deps.db.saleTerms.findFirst({
    where: { componentId, ownerId },
    select: { state: true, voucher: true, signature: true },
  });
  if (!sale) throw new AppError('not_found', 'No sale of yours has this id.');
  const { count } = await deps.db.saleTerms.updateMany({
    where: { componentId, state: { not: 'minted' } },
    data: { state: 'draft', signature: null },
  });
  if (count === 0)
    throw new AppError('conflict', 'The deed is minted, so it stays; remove its offers to end its sale.');
  if (!sale.signature || !sale.voucher) return { call: null };
  const { nonce } = mintVoucherSchema.parse(sale.voucher);
  return { call: cancelVoucherCall(requireChain(deps).facts.contracts, nonce) };
}
