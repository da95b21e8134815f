import { z } from 'zod';
import { getEarnings } from '#server/earnings/get-earnings.ts';
import { listEarningHistory } from '#server/earnings/list-earning-history.ts';
import { ownerProcedure, router } from './trpc.ts';

/** What the account's wallets earned on the chain. */
export const earningsRouter = router({
  summary: ownerProcedure.query(({ ctx }) => getEarnings(ctx.deps, { ownerId: ctx.account.id })),
  history: ownerProcedure
    .input(z.object({ before: z.object({ at: z.date(), id: z.string().max(200) }).optional() }))
    .query(({ ctx, input }) => listEarningHistory(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
