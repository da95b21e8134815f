import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { openDeliveredKey } from './delivered-envelope.ts';

/** Key and salt that were delivered for a purchase of the account's in dispute, for its arbiter to hold against the deed's promise. Throws `not_found` for somebody else's, `conflict` where there is no dispute or nothing that could be opened. */
export async function showKey(
  deps: Pick<Deps, 'db' | 'secrets'>,
  { ownerId, purchaseId }: { ownerId: string; purchaseId: string },
): Promise<{ key: Hex; salt: Hex }> {
  const purchase = await deps.db.marketPurchase.findFirst({
    where: { purchaseId, buyer: { in: await ownWallets(deps, ownerId) } },
    select: { state: true },
  });
  if (!purchase) throw new AppError('not_found', 'None of your wallets made this purchase.');
  if (purchase.state !== 'disputed') throw new AppError('conflict', 'Only what is in dispute has a key to prove.');
  const delivered = await deps.db.deliveredKey.findFirst({ where: { purchaseId, ownerId } });
  if (!delivered?.envelope)
    throw new AppError('conflict', 'What came could not be opened, so there is no key to show.');
  const { key, salt } = openDeliveredKey(deps, delivered.envelope);
  return { key, salt };
}
