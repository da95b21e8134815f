import { z } from 'zod';
import { digits, walletAddress } from '#protocol/market/mint-terms.ts';
import { freeSeat } from '#server/library/free-seat.ts';
import { installComponent } from '#server/library/install-component.ts';
import { listLibrary } from '#server/library/list-library.ts';
import { listPurchases } from '#server/library/list-purchases.ts';
import { planLicences } from '#server/library/plan-licences.ts';
import { ownerProcedure, router } from './trpc.ts';

/** What the account holds licences of, and what it may do with them. */
export const libraryRouter = router({
  list: ownerProcedure.query(({ ctx }) => listLibrary(ctx.deps, { ownerId: ctx.account.id })),
  install: ownerProcedure
    .input(z.object({ deedId: digits }))
    .mutation(({ ctx, input }) => installComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  purchases: ownerProcedure.query(({ ctx }) => listPurchases(ctx.deps, { ownerId: ctx.account.id })),
  deployPlan: ownerProcedure
    .input(z.object({ agentVersionId: z.uuid(), nodeId: z.uuid() }))
    .query(({ ctx, input }) => planLicences(ctx.deps, { ...input, ownerId: ctx.account.id })),
  freeSeat: ownerProcedure
    .input(z.object({ deedId: digits, node: walletAddress }))
    .mutation(({ ctx, input }) => freeSeat(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
