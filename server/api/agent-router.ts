import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { deleteAgent } from '#server/agents/delete-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { listAgentVersions } from '#server/agents/list-agent-versions.ts';
import { listAgents } from '#server/agents/list-agents.ts';
import { listNewerParts } from '#server/agents/list-newer-parts.ts';
import { listPluginChoices } from '#server/agents/list-plugin-choices.ts';
import { publishAgent } from '#server/agents/publish-agent.ts';
import { restoreAgentVersion } from '#server/agents/restore-agent-version.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const one = z.object({ agentId: z.uuid() });

/** Agents: drafts, versions. */
export const agentRouter = router({
  list: ownerProcedure.query(({ ctx }) => listAgents(ctx.deps, { ownerId: ctx.account.id })),
  get: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => findOwnAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  pluginChoices: ownerProcedure.query(({ ctx }) => listPluginChoices(ctx.deps, { ownerId: ctx.account.id })),
  create: ownerProcedure
    .input(z.object({ name, modelId: z.string().min(1) }))
    .mutation(({ ctx, input }) => createAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  update: ownerProcedure
    .input(one.extend({ name, description: z.string().max(limits.descriptionLength), draft: agentDraftSchema }))
    .mutation(({ ctx, input }) => updateAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => deleteAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  publish: ownerProcedure
    .input(one.extend({ note: z.string().max(500).default('') }))
    .mutation(({ ctx, input }) => publishAgent(ctx.deps, { ...input, ownerId: ctx.account.id })),
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listAgentVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
  newerParts: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listNewerParts(ctx.deps, { ...input, ownerId: ctx.account.id })),
  restoreVersion: ownerProcedure
    .input(z.object({ versionId: z.uuid() }))
    .mutation(({ ctx, input }) => restoreAgentVersion(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
