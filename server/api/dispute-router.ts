import { z } from 'zod';
import { digits } from '#protocol/market/mint-terms.ts';
import { decideDispute } from '#server/market/disputes/decide-dispute.ts';
import { findArbiterSeat } from '#server/market/disputes/find-arbiter-seat.ts';
import { listDisputes } from '#server/market/disputes/list-disputes.ts';
import { ownerProcedure, router } from './trpc.ts';

/** Disputes about purchases, for the arbiter of the market's contract. */
export const disputeRouter = router({
  /** Whether and how the account may rule; null for nearly everybody. */
  seat: ownerProcedure.query(({ ctx }) => findArbiterSeat(ctx.deps, { ownerId: ctx.account.id })),
  list: ownerProcedure.query(({ ctx }) => listDisputes(ctx.deps, { ownerId: ctx.account.id })),
  /** Where the seat is `local`. */
  decide: ownerProcedure
    .input(z.object({ purchaseId: digits, isBuyerRight: z.boolean() }))
    .mutation(({ ctx, input }) => decideDispute(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
