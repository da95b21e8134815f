import type { Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { resolveDisputeCall } from '#protocol/market/calls/purchase-calls.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { assertLocal } from '#server/chain/local/assert-local.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { sendOnce } from '#server/chain/send-once.ts';
import type { Deps } from '#server/deps-type.ts';
import { findArbiterSeat } from './find-arbiter-seat.ts';

/** Rules a dispute as the local chain's own arbiter, for the studio's operator; resolves once it stands on the chain. A wallet that is the arbiter signs its rulings itself. Throws `forbidden` for everybody else and on every other chain, `conflict` when there is nothing to rule any more. */
export async function decideDispute(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; purchaseId: string; isBuyerRight: boolean },
): Promise<{ hash: Hex }> {
  const { purchaseId, isBuyerRight } = input;
  const seat = await findArbiterSeat(deps, input);
  if (seat?.by !== 'local')
    throw new AppError('forbidden', "Only the operator of this studio rules for the local chain's arbiter.");
  const { client, facts } = assertLocal(deps);
  const purchase = await deps.db.marketPurchase.findUnique({ where: { purchaseId } });
  if (purchase?.state !== 'disputed')
    throw new AppError('conflict', `Purchase ${purchaseId} is not in dispute; look again.`);
  if (purchase.deadline && purchase.deadline < (await chainNow(deps)))
    throw new AppError('conflict', 'The time to rule is over: price and bond go back to the buyer.');
  const key = `ruling:${purchase.txHash}:${purchaseId}`;
  const call = resolveDisputeCall(facts.contracts, { purchaseId, isBuyerRight });
  const hash = await sendOnce(deps, { key, account: localAccount('arbiter'), ...call });
  await client.waitForTransactionReceipt({ hash });
  return { hash };
}
