import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { hasOnlyWallets } from './has-only-wallets.ts';

export interface UnlinkWalletInput {
  ownerId: string;
  walletId: string;
  /** `lose-account`: the person was told that nobody can sign in to this account afterwards, and wants it. */
  accepts?: 'lose-account' | undefined;
}

/** Takes a wallet off the account. Throws `conflict` when it is the last way in and that was not accepted; `not_found` for somebody else's too. */
export async function unlinkWallet(deps: Pick<Deps, 'db'>, input: UnlinkWalletInput): Promise<void> {
  const { ownerId, walletId, accepts } = input;
  await deps.db.$transaction(async (db) => {
    // Two that go at once would each see the other.
    await db.$queryRaw`SELECT "id" FROM "Account" WHERE "id" = ${ownerId}::uuid FOR UPDATE`;
    const wallet = await db.wallet.findFirst({ where: { id: walletId, ownerId }, select: { id: true } });
    if (!wallet) throw new AppError('not_found', 'No wallet of yours has this id; it may be unlinked already.');
    const isLastWayIn = hasOnlyWallets(ownerId) && (await db.wallet.count({ where: { ownerId } })) === 1;
    if (isLastWayIn && accepts !== 'lose-account')
      throw new AppError(
        'conflict',
        'This wallet is the only way into this account: link another one first, or accept that nobody can sign in to it again once you are signed out.',
      );
    await db.wallet.delete({ where: { id: walletId } });
  });
}
