import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { fewShotRowSchema } from '#protocol/prompts/prompt-rules.ts';
import { countPromptTokens } from '#server/prompts/count-prompt-tokens.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { deletePrompt } from '#server/prompts/delete-prompt.ts';
import { findOwnPrompt } from '#server/prompts/find-own-prompt.ts';
import { labelPromptVersion } from '#server/prompts/label-prompt-version.ts';
import { listPromptVersions } from '#server/prompts/list-prompt-versions.ts';
import { listPrompts } from '#server/prompts/list-prompts.ts';
import { promptRoles } from '#server/prompts/prompt-role.ts';
import { promptTemplates } from '#server/prompts/prompt-templates.ts';
import { publishPrompt } from '#server/prompts/publish-prompt.ts';
import { restorePromptVersion } from '#server/prompts/restore-prompt-version.ts';
import { updatePrompt } from '#server/prompts/update-prompt.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
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
    .input(
      one.extend({
        name,
        description: z.string().max(limits.descriptionLength),
        text,
        fewShot: z.array(fewShotRowSchema).max(limits.fewShotRows).optional(),
      }),
    )
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
  labelVersion: ownerProcedure
    .input(z.object({ versionId: z.uuid(), label: z.string().trim().max(40) }))
    .mutation(({ ctx, input }) => labelPromptVersion(ctx.deps, { ...input, ownerId: ctx.account.id })),
  restoreVersion: ownerProcedure
    .input(z.object({ versionId: z.uuid() }))
    .mutation(({ ctx, input }) => restorePromptVersion(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Tokens of texts, by a node with the model's own tokenizer. Changes nothing; a mutation, because prompts are too long for an address. */
  countTokens: ownerProcedure
    .input(
      z.object({
        modelId: z.string().min(1),
        texts: z
          .array(z.string().max(limits.promptLength))
          .min(1)
          .max(2 * limits.fewShotRows + 1),
      }),
    )
    .mutation(({ ctx, input, signal }) =>
      countPromptTokens(ctx.deps, {
        ...input,
        ownerId: ctx.account.id,
        signal: signal ?? AbortSignal.timeout(60_000),
      }),
    ),
});
