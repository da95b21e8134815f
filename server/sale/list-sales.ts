import { AppError } from '#protocol/errors.ts';
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
}

/** Who bought one of the owner's components, newest first. Throws `not_found`. */
export async function listSales(
  deps: Pick<Deps, 'db'>,
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
  return rows.map(
    ({
      purchaseId,
      version,
      quantity,
      price,
      scope,
      buyer,
      asset,
      state,
      deadline,
      refundReason,
      txHash,
      boughtAt,
    }) => ({
      ...{ scope, buyer, asset, state, deadline, refundReason, txHash, boughtAt },
      purchaseId: purchaseId.toFixed(),
      number: version,
      quantity: Number(quantity),
      price: price.toFixed(),
      problem: problems.get(`purchase:${purchaseId.toFixed()}`) ?? null,
    }),
  );
}
