import { z } from 'zod';
import { compareAnswers } from '#server/library/compare-answers.ts';
import { compareVersions } from '#server/library/compare-versions.ts';
import { describeUpdate } from '#server/library/describe-update.ts';
import { freeSeat } from '#server/library/free-seat.ts';
import { installComponent } from '#server/library/install-component.ts';
import { listLibrary } from '#server/library/list-library.ts';
import { listMissingParts } from '#server/library/list-missing-parts.ts';
import { listNewVersions } from '#server/library/list-new-versions.ts';
import { listPurchases } from '#server/library/list-purchases.ts';
import { listResalePurchases } from '#server/library/list-resale-purchases.ts';
import { planLicences } from '#server/library/plan-licences.ts';
import { remixAgent } from '#server/library/remix-agent.ts';
import { showKey } from '#server/library/show-key.ts';
import { updateComponent } from '#server/library/update-component.ts';
import { ownerProcedure, router } from './trpc.ts';

const deedId = z.string().regex(/^\d{1,78}$/);
const one = z.object({ deedId });
const newer = one.extend({ number: z.int().min(1).max(1_000_000) });
const longestComparisonMs = 120_000;

/** The library: what the account's wallets hold licences of, and what becomes of it in the studio. */
export const libraryRouter = router({
  list: ownerProcedure.query(({ ctx }) => listLibrary(ctx.deps, { ownerId: ctx.account.id })),
  purchases: ownerProcedure.query(({ ctx }) => listPurchases(ctx.deps, { ownerId: ctx.account.id })),
  /** What came for a purchase in dispute, for its arbiter. A mutation, so that it is never kept. */
  showKey: ownerProcedure
    .input(z.object({ purchaseId: deedId }))
    .mutation(({ ctx, input }) => showKey(ctx.deps, { ...input, ownerId: ctx.account.id })),
  resalePurchases: ownerProcedure.query(({ ctx }) => listResalePurchases(ctx.deps, { ownerId: ctx.account.id })),
  install: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => installComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  missingParts: ownerProcedure
    .input(z.object({ agentId: z.uuid() }))
    .query(({ ctx, input }) => listMissingParts(ctx.deps, { ...input, ownerId: ctx.account.id })),
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listNewVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** What a newer version finds for own questions. Changes nothing; a mutation, because it takes a while. */
  difference: ownerProcedure
    .input(newer.extend({ questions: z.array(z.string().trim().min(1).max(1_000)).min(1).max(20) }))
    .mutation(({ ctx, input }) =>
      compareVersions(ctx.deps, {
        ...input,
        ownerId: ctx.account.id,
        signal: AbortSignal.timeout(longestComparisonMs),
      }),
    ),
  /** What a newer version does otherwise: texts, endpoints, permissions, code. A mutation, because the bundle is fetched for it. */
  changes: ownerProcedure
    .input(newer)
    .mutation(({ ctx, input }) => describeUpdate(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Answers to own questions with both versions of a prompt or an agent, on an own node. */
  answers: ownerProcedure
    .input(
      newer.extend({
        modelId: z.string().min(1).max(200),
        questions: z.array(z.string().trim().min(1).max(1_000)).min(1).max(5),
      }),
    )
    .mutation(({ ctx, input }) =>
      compareAnswers(ctx.deps, {
        ...input,
        ownerId: ctx.account.id,
        signal: AbortSignal.timeout(longestComparisonMs),
      }),
    ),
  update: ownerProcedure
    .input(newer)
    .mutation(({ ctx, input }) => updateComponent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  deployPlan: ownerProcedure
    .input(z.object({ agentVersionId: z.uuid(), nodeId: z.uuid() }))
    .query(({ ctx, input }) => planLicences(ctx.deps, { ...input, ownerId: ctx.account.id })),
  freeSeat: ownerProcedure
    .input(one.extend({ node: z.string().regex(/^0x[0-9a-fA-F]{40}$/) }))
    .mutation(({ ctx, input }) => freeSeat(ctx.deps, { ...input, ownerId: ctx.account.id })),
  remix: ownerProcedure
    .input(z.object({ id: z.union([deedId, z.uuid()]) }))
    .mutation(({ ctx, input }) => remixAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
