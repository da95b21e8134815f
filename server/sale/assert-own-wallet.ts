import { getAddress } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Throws `forbidden` unless the wallet is linked with the account. */
export async function assertOwnWallet(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; wallet: string },
): Promise<void> {
  const linked = await deps.db.wallet.count({
    where: { ownerId: input.ownerId, address: { equals: input.wallet, mode: 'insensitive' } },
  });
  if (linked > 0) return;
  throw new AppError(
    'forbidden',
    `${getAddress(input.wallet)} is not linked with your account; link it under Settings first.`,
    { param: 'wallet' },
  );
}
