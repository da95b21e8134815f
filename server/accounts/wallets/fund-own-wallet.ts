import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { fundWallet } from '#server/chain/fund-wallet.ts';
import type { Deps } from '#server/deps-type.ts';

/** Gives play money to one of the account's wallets, on the local chain of this machine only. Throws `not_found`, `forbidden` elsewhere, `rate_limited`. */
export async function fundOwnWallet(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; walletId: string },
): Promise<void> {
  const { ownerId, walletId: id } = input;
  const wallet = await deps.db.wallet.findFirst({ where: { id, ownerId }, select: { address: true } });
  if (!wallet) throw new AppError('not_found', 'No wallet of yours has this id; it may be unlinked already.');
  await fundWallet(deps, { address: wallet.address as Address });
}
