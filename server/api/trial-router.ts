import { z } from 'zod';
import { trialOfferSchema } from '#protocol/market/trial-offer.ts';
import { closeTrial } from '#server/trials/close-trial.ts';
import { getTrial } from '#server/trials/get-trial.ts';
import { openTrial } from '#server/trials/open-trial.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { ownerProcedure, router } from './trpc.ts';

const one = z.object({ componentId: z.uuid() });

/** Trials of components on sale: what creators offer, and what buyers make of it. Questions go to `POST /api/trials/:componentId/ask`. */
export const trialRouter = router({
  /** For the creator. */
  get: ownerProcedure.input(one).query(({ ctx, input }) => getTrial(ctx.deps, { ...input, ownerId: ctx.account.id })),
  open: ownerProcedure
    .input(one.extend(trialOfferSchema.shape))
    .mutation(({ ctx, input }) => openTrial(ctx.deps, { ...input, ownerId: ctx.account.id })),
  close: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => closeTrial(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** For everybody. */
  facts: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => trialFacts(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
