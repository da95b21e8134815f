import { z } from 'zod';
import { trialColumnSchema } from '#protocol/evaluations/evaluation.ts';
import { testQuestionsSchema } from '#protocol/evaluations/question-set.ts';
import { limits } from '#protocol/limits.ts';
import { createQuestionSet } from '#server/evaluations/create-question-set.ts';
import { deleteQuestionSet } from '#server/evaluations/delete-question-set.ts';
import { findOwnEvaluation } from '#server/evaluations/find-own-evaluation.ts';
import { findOwnQuestionSet } from '#server/evaluations/find-own-question-set.ts';
import { listEvaluations } from '#server/evaluations/list-evaluations.ts';
import { listQuestionSets } from '#server/evaluations/list-question-sets.ts';
import { rerunEvaluation } from '#server/evaluations/rerun-evaluation.ts';
import { startEvaluation } from '#server/evaluations/start-evaluation.ts';
import { updateQuestionSet } from '#server/evaluations/update-question-set.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const set = z.object({ questionSetId: z.uuid() });
const run = z.object({ jobId: z.uuid() });
const start = set.extend({
  agentId: z.uuid().nullable(),
  columns: z.array(trialColumnSchema).min(1).max(limits.trialColumns),
});

/** Question sets with checks, and their runs over prompts, models and parameters. */
export const evaluationRouter = router({
  sets: ownerProcedure.query(({ ctx }) => listQuestionSets(ctx.deps, { ownerId: ctx.account.id })),
  set: ownerProcedure
    .input(set)
    .query(({ ctx, input }) => findOwnQuestionSet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  createSet: ownerProcedure
    .input(z.object({ name, questions: testQuestionsSchema.default([]) }))
    .mutation(({ ctx, input }) => createQuestionSet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  updateSet: ownerProcedure
    .input(set.extend({ name, questions: testQuestionsSchema }))
    .mutation(({ ctx, input }) => updateQuestionSet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  deleteSet: ownerProcedure
    .input(set)
    .mutation(({ ctx, input }) => deleteQuestionSet(ctx.deps, { ...input, ownerId: ctx.account.id })),
  runs: ownerProcedure
    .input(set)
    .query(({ ctx, input }) => listEvaluations(ctx.deps, { ...input, ownerId: ctx.account.id })),
  run: ownerProcedure
    .input(run)
    .query(({ ctx, input }) => findOwnEvaluation(ctx.deps, { ...input, ownerId: ctx.account.id })),
  start: ownerProcedure
    .input(start)
    .mutation(({ ctx, input }) => startEvaluation(ctx.deps, { ...input, ownerId: ctx.account.id })),
  rerun: ownerProcedure
    .input(run)
    .mutation(({ ctx, input }) => rerunEvaluation(ctx.deps, { ...input, ownerId: ctx.account.id })),
  cancel: ownerProcedure
    .input(run)
    .mutation(({ ctx, input }) => cancelJob(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
