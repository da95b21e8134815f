import { z } from 'zod';
import { getEarnings } from '#server/earnings/get-earnings.ts';
import { listEarningHistory } from '#server/earnings/list-earning-history.ts';
import { ownerProcedure, router } from './trpc.ts';

/** What the account's wallets earned on the chain. */
export const earningsRouter = router({
  summary: ownerProcedure.query(({ ctx }) => getEarnings(ctx.deps, { ownerId: ctx.account.id })),
  history: ownerProcedure
    .input(z.object({ cursor: z.object({ at: z.date(), id: z.string().max(200) }).nullish() }))
    .query(({ ctx, input }) =>
      listEarningHistory(ctx.deps, { before: input.cursor ?? undefined, ownerId: ctx.account.id }),
    ),
});
