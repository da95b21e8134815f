import { AppError } from '#protocol/errors.ts';
import { bondOf } from '#protocol/market/bond-of.ts';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { payOutCall, refundCall } from '#protocol/market/calls/purchase-calls.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';

export interface SaleRow {
  purchaseId: string;
  number: number;
  scope: number;
  quantity: number;
  buyer: string;
  asset: string;
  price: string;
  state: string;
  deadline: Date | null;
  /** undelivered, bad-key, dispute or dispute-timeout; null where the price did not go back. */
  refundReason: string | null;
  txHash: string;
  boughtAt: Date;
  /** Why its key could not be delivered yet; null while all is well. */
  problem: string | null;
  /** The running step was not taken in time. */
  isLate: boolean;
  /** What anybody may send now, with what it moves; null while somebody else is to act. */
  remedy: SaleRemedy | null;
}

/** `payOut`: the time for objections is over. `sendBack`: no key, or no decision, came in time. */
interface SaleRemedy {
  kind: 'payOut' | 'sendBack';
  call: ContractCall;
  amount: string;
}

/** Who bought one of the owner's components, newest first. Throws `not_found`. */
export async function listSales(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; componentId: string },
): Promise<SaleRow[]> {
  const sale = await deps.db.saleTerms.findFirst({ where: input, select: { deedId: true } });
  if (!sale) throw new AppError('not_found', 'No sale of yours has this id.');
  if (!sale.deedId) return [];
  const rows = await deps.db.marketPurchase.findMany({
    where: { deedId: sale.deedId },
    orderBy: { purchaseId: 'desc' },
    take: 200,
  });
  const jobs = await deps.db.job.findMany({
    where: {
      ownerId: input.ownerId,
      subject: { in: rows.map(({ purchaseId }) => `purchase:${purchaseId.toFixed()}`) },
      errorMessage: { not: null },
      state: { not: 'done' },
    },
    select: { subject: true, errorMessage: true },
  });
  const problems = new Map(jobs.map(({ subject, errorMessage }) => [subject, errorMessage]));
  const now = await chainNow(deps);
  return rows.map((row) => {
    const { scope, buyer, asset, state, deadline, refundReason, txHash, boughtAt } = row;
    const purchaseId = row.purchaseId.toFixed();
    const price = row.price.toFixed();
    const isLate = deadline !== null && deadline < now;
    return {
      ...{ scope, buyer, asset, state, deadline, refundReason, txHash, boughtAt, purchaseId, price, isLate },
      number: row.version,
      quantity: Number(row.quantity),
      problem: problems.get(`purchase:${purchaseId}`) ?? null,
      remedy: isLate ? remedyOf(deps, { purchaseId, state, price }) : null,
    };
  });
}

function remedyOf(
  deps: Pick<Deps, 'chain'>,
  { purchaseId, state, price }: Pick<SaleRow, 'purchaseId' | 'state' | 'price'>,
): SaleRemedy | null {
  const contracts = deps.chain?.facts.contracts;
  if (!contracts) return null;
  if (state === 'delivered') return { kind: 'payOut', call: payOutCall(contracts, purchaseId), amount: price };
  const amount = state === 'disputed' ? String(BigInt(price) + BigInt(bondOf(price))) : price;
  return { kind: 'sendBack', call: refundCall(contracts, purchaseId), amount };
}
