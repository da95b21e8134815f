import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { type MintVoucher, mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { mintVoucherMessage } from '#protocol/market/mint-voucher.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { readChecks } from './get-sale.ts';

/**
 * Puts a component on sale by its creator's signature over the voucher: the first buyer mints it. Throws `forbidden` for a signature that isn't the creator's wallet's,
 * `conflict` while a check has failed or when there is nothing to sign.
 */
export async function signSale(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; componentId: string; signature: Hex },
): Promise<void> {
  const sale = await deps.db.saleTerms.findFirst({
    where: { componentId: input.componentId, ownerId: input.ownerId },
    select: { versionId: true, voucher: true, digest: true, state: true },
  });
  if (!sale) throw new AppError('not_found', 'No sale of yours has this id; prepare it first.');
  const chain = requireChain(deps);
  if (sale.state === 'minted' || !sale.voucher) {
    throw new AppError('conflict', 'There is no voucher to sign: the deed is minted, or the sale was not prepared.');
  }
  const voucher = mintVoucherSchema.parse(sale.voucher);
  const failed = (await readChecks(deps, sale.versionId)).filter(({ outcome }) => outcome === 'failed');
  if (failed[0]) throw new AppError('conflict', `It can't be sold yet: ${failed[0].message}`);
  if (!(await isCreators(chain, { voucher, signature: input.signature }))) {
    throw new AppError(
      'forbidden',
      `This is no signature of ${voucher.terms.creator} over the terms; sign again with that wallet.`,
    );
  }
  const { count } = await deps.db.saleTerms.updateMany({
    where: { componentId: input.componentId, digest: sale.digest, state: { not: 'minted' } },
    data: { signature: input.signature, state: 'offered', listedAt: deps.clock() },
  });
  if (count === 0) throw new AppError('conflict', 'The sale was changed at the same moment; look again and sign anew.');
}

/** By an ordinary wallet's key, or as a smart-contract wallet answers on chain (ERC-1271). */
async function isCreators(
  chain: ChainReader,
  { voucher, signature }: { voucher: MintVoucher; signature: Hex },
): Promise<boolean> {
  const { chainId, contracts } = chain.facts;
  const typed = mintVoucherMessage({ chainId, verifyingContract: contracts.componentRegistry }, voucher);
  const creator = voucher.terms.creator as Address;
  const signer = await recoverTypedDataAddress({ ...typed, signature }).catch(() => null);
  if (signer && isAddressEqual(signer, creator)) return true;
  return chain.client.verifyTypedData({ ...typed, address: creator, signature }).catch(() => false);
}
