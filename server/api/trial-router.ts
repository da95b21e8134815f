import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { trialOfferSchema } from '#protocol/market/trial-offer.ts';
import { hostedReference } from '#server/hosted/hosted-reference.ts';
import { closeTrial } from '#server/trials/close-trial.ts';
import { getComparison } from '#server/trials/comparisons/get-comparison.ts';
import { judgeComparison } from '#server/trials/comparisons/judge-comparison.ts';
import { listComparisons } from '#server/trials/comparisons/list-comparisons.ts';
import { readComparisonTotals } from '#server/trials/comparisons/read-comparison-totals.ts';
import { revealComparison } from '#server/trials/comparisons/reveal-comparison.ts';
import { startComparison } from '#server/trials/comparisons/start-comparison.ts';
import { getTrial } from '#server/trials/get-trial.ts';
import { openTrial } from '#server/trials/open-trial.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { readClientAddress } from './http/read-client-address.ts';
import { ownerProcedure, router } from './trpc.ts';

const one = z.object({ componentId: z.uuid() });
const comparison = z.object({ comparisonId: z.uuid() });
const question = z.string().trim().min(1, 'Write a question.').max(limits.trialQuestionLength);

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
  /** What an agent names to search it on its creator's node. */
  hosted: ownerProcedure
    .input(z.union([one, z.object({ deedId: z.string().regex(/^\d{1,78}$/) })]))
    .query(({ ctx, input }) => hostedReference(ctx.deps, input)),
  /** How it did in everybody's blind comparisons. */
  scores: ownerProcedure.input(one).query(({ ctx, input }) => readComparisonTotals(ctx.deps, input)),
  /** Own questions with and without it, to be judged blind: start → comparison (poll) → judge each → reveal. */
  compare: ownerProcedure
    .input(one.extend({ questions: z.array(question).min(1).max(limits.comparisonQuestions) }))
    .mutation(({ ctx, input }) =>
      startComparison(ctx.deps, {
        ...{ ...input, ownerId: ctx.account.id },
        clientAddress: readClientAddress(ctx.headers),
      }),
    ),
  comparisons: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listComparisons(ctx.deps, { ...input, ownerId: ctx.account.id })),
  comparison: ownerProcedure
    .input(comparison)
    .query(({ ctx, input }) => getComparison(ctx.deps, { ...input, ownerId: ctx.account.id })),
  judge: ownerProcedure
    .input(comparison.extend({ position: z.int().min(0).max(999), verdict: z.enum(['left', 'right', 'tie']) }))
    .mutation(({ ctx, input }) => judgeComparison(ctx.deps, { ...input, ownerId: ctx.account.id })),
  reveal: ownerProcedure
    .input(comparison)
    .mutation(({ ctx, input }) => revealComparison(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
