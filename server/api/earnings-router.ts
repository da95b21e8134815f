import { z } from 'zod';
import { digits, walletAddress } from '#protocol/market/mint-terms.ts';
import { getEarnings } from '#server/earnings/get-earnings.ts';
import { listEarningHistory } from '#server/earnings/list-earning-history.ts';
import { ownerProcedure, router } from './trpc.ts';

/** What the account's wallets earned on the chain. */
export const earningsRouter = router({
  summary: ownerProcedure.query(({ ctx }) => getEarnings(ctx.deps, { ownerId: ctx.account.id })),
  history: ownerProcedure
    .input(
      z.object({
        cursor: z.object({ at: z.date(), id: z.string().max(200) }).nullish(),
        of: z.object({ deedId: digits, source: z.string().max(40), asset: walletAddress }).optional(),
      }),
    )
    .query(({ ctx, input: { cursor, of } }) =>
      listEarningHistory(ctx.deps, { before: cursor ?? undefined, of, ownerId: ctx.account.id }),
    ),
});
