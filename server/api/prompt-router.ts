import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { deletePrompt } from '#server/prompts/delete-prompt.ts';
import { findOwnPrompt } from '#server/prompts/find-own-prompt.ts';
import { listPromptVersions } from '#server/prompts/list-prompt-versions.ts';
import { listPrompts } from '#server/prompts/list-prompts.ts';
import { promptRoles } from '#server/prompts/prompt-role.ts';
import { promptTemplates } from '#server/prompts/prompt-templates.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { updatePrompt } from '#server/prompts/update-prompt.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = z.string().trim().min(1, 'Give it a name.').max(limits.nameLength);
const text = z.string().trim().min(1, 'Write the prompt.').max(limits.promptLength);
const one = z.object({ promptId: z.uuid() });

/** Prompts: texts that agents share, with versions. */
export const promptRouter = router({
  list: ownerProcedure.query(({ ctx }) => listPrompts(ctx.deps, { ownerId: ctx.account.id })),
  templates: ownerProcedure.query(() => promptTemplates),
  get: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => findOwnPrompt(ctx.deps, { ...input, ownerId: ctx.account.id })),
  create: ownerProcedure
    .input(z.object({ name, role: z.enum(promptRoles), text }))
    .mutation(({ ctx, input }) => createPrompt(ctx.deps, { ...input, ownerId: ctx.account.id })),
  update: ownerProcedure
    .input(one.extend({ name, description: z.string().max(limits.descriptionLength), text }))
    .mutation(({ ctx, input }) => updatePrompt(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => deletePrompt(ctx.deps, { ...input, ownerId: ctx.account.id })),
  publish: ownerProcedure
    .input(one.extend({ note: z.string().max(500).default('') }))
    .mutation(({ ctx, input }) => publishPrompt(ctx.deps, { ...input, ownerId: ctx.account.id })),
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listPromptVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
