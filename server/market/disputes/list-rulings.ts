import { z } from 'zod';
import type { Deps } from '#server/deps-type.ts';
import { nameDeeds } from '#server/market/name-deeds.ts';

const rulingSchema = z.object({ purchaseId: z.string(), isBuyerRight: z.boolean() });

export interface Ruling {
  purchaseId: string;
  deedId: string;
  name: string;
  asset: string;
  price: string;
  isBuyerRight: boolean;
  ruledAt: Date;
  /** Of the ruling, and of the purchase. */
  ruledTx: string;
  txHash: string;
}

/** The arbiter's last rulings, as the chain keeps them, newest first. */
export async function listRulings(deps: Pick<Deps, 'db'>): Promise<Ruling[]> {
  const events = await deps.db.chainEvent.findMany({
    where: { name: 'DisputeResolved' },
    orderBy: [{ blockNumber: 'desc' }, { logIndex: 'desc' }],
    take: 20,
  });
  const ruled = events.map((event) => ({ ...event, ...rulingSchema.parse(event.args) }));
  const purchases = await deps.db.marketPurchase.findMany({
    where: { purchaseId: { in: ruled.map(({ purchaseId }) => purchaseId) } },
  });
  const nameOf = await nameDeeds(
    deps,
    purchases.map(({ deedId }) => deedId.toFixed()),
  );
  return ruled.flatMap(({ purchaseId, isBuyerRight, blockTime, txHash: ruledTx }) => {
    const purchase = purchases.find((one) => one.purchaseId.toFixed() === purchaseId);
    if (!purchase) return [];
    const { asset, price, txHash } = purchase;
    const deedId = purchase.deedId.toFixed();
    return [
      {
        ...{ purchaseId, isBuyerRight, deedId, name: nameOf(deedId), asset, price: price.toFixed() },
        ...{ ruledAt: blockTime, ruledTx, txHash },
      },
    ];
  });
}
