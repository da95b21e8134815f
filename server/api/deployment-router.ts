import { z } from 'zod';
import { rollbackDeployment, stopDeployment } from '#server/deployments/change-deployment.ts';
import { deployAgent } from '#server/deployments/deploy-agent.ts';
import { getDeployment } from '#server/deployments/get-deployment.ts';
import { listDeployments } from '#server/deployments/list-deployments.ts';
import { ownerProcedure, router } from './trpc.ts';

const one = z.object({ deploymentId: z.uuid() });

/** Deployments: one agent version on one node. */
export const deploymentRouter = router({
  list: ownerProcedure
    .input(z.object({ agentId: z.uuid().optional(), nodeId: z.uuid().optional() }))
    .query(({ ctx, input }) => listDeployments(ctx.deps, { ...input, ownerId: ctx.account.id })),
  get: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => getDeployment(ctx.deps, { ...input, ownerId: ctx.account.id })),
  deploy: ownerProcedure
    .input(z.object({ agentVersionId: z.uuid(), nodeId: z.uuid() }))
    .mutation(({ ctx, input }) => deployAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  rollback: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => rollbackDeployment(ctx.deps, { ...input, ownerId: ctx.account.id })),
  stop: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => stopDeployment(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
