import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import { limits } from '#protocol/limits.ts';
import { toolAuthSchema, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { callTool } from '#server/tools/call-tool.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { deleteTool } from '#server/tools/delete-tool.ts';
import { deleteToolSecret } from '#server/tools/delete-tool-secret.ts';
import { findImportable } from '#server/tools/find-importable.ts';
import { findOwnTool } from '#server/tools/find-own-tool.ts';
import { findToolUsers } from '#server/tools/find-tool-users.ts';
import { listToolSecrets } from '#server/tools/list-tool-secrets.ts';
import { listToolVersions } from '#server/tools/list-tool-versions.ts';
import { listTools } from '#server/tools/list-tools.ts';
import { publishTool } from '#server/tools/publish-tool.ts';
import { findReadinessJob } from '#server/tools/readiness/find-readiness-job.ts';
import { queueReadiness } from '#server/tools/readiness/queue-readiness.ts';
import { readinessChoices, readinessPromptSchema } from '#server/tools/readiness/readiness-schema.ts';
import { savePrompts } from '#server/tools/readiness/save-prompts.ts';
import { writePrompts } from '#server/tools/readiness/write-prompts.ts';
import { setToolSecret } from '#server/tools/set-tool-secret.ts';
import { finishToolSignIn } from '#server/tools/sign-in/finish-tool-sign-in.ts';
import { startToolSignIn } from '#server/tools/sign-in/start-tool-sign-in.ts';
import { updateTool } from '#server/tools/update-tool.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const one = z.object({ toolId: z.uuid() });
const slot = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower-case letters, digits and _');
const address = z.url({ protocol: /^https$/, error: 'Enter an address that starts with https://.' }).max(2_000);
const server = address.nullable().default(null);
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), server }),
  z.object({ kind: z.literal('address'), url: address, server }),
  z.object({ kind: z.literal('mcp'), url: address, auth: toolAuthSchema.default({ kind: 'none' }) }),
]);
const callInput = z.object({
  definition: toolDefinitionSchema,
  arguments: jsonObjectSchema,
  metadata: z.record(z.string(), z.string()).default({}),
});
const newTools = z.object({
  tools: z
    .array(z.object({ name, definition: toolDefinitionSchema }))
    .min(1)
    .max(limits.toolsPerImport),
  importedFrom: z.string().max(2_000).default(''),
});

const secrets = router({
  list: ownerProcedure.query(({ ctx }) => listToolSecrets(ctx.deps, { ownerId: ctx.account.id })),
  set: ownerProcedure
    .input(z.object({ slot, value: z.string().min(1, 'Enter the secret.').max(8_000) }))
    .mutation(({ ctx, input }) => setToolSecret(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(z.object({ slot }))
    .mutation(({ ctx, input }) => deleteToolSecret(ctx.deps, { ...input, ownerId: ctx.account.id })),
});

const readiness = router({
  job: ownerProcedure.query(({ ctx }) => findReadinessJob(ctx.deps, { ownerId: ctx.account.id })),
  start: ownerProcedure
    .input(
      z.object({
        toolIds: z.array(z.uuid()).min(1).max(limits.toolsPerAgent),
        modelId: z.string().min(1),
        choice: z.enum(readinessChoices).default('auto'),
      }),
    )
    .mutation(({ ctx, input }) => queueReadiness(ctx.deps, { ...input, ownerId: ctx.account.id })),
  cancel: ownerProcedure
    .input(z.object({ jobId: z.uuid() }))
    .mutation(({ ctx, input }) => cancelJob(ctx.deps, { ...input, ownerId: ctx.account.id })),
  savePrompts: ownerProcedure
    .input(one.extend({ prompts: z.array(readinessPromptSchema).min(1).max(20).nullable() }))
    .mutation(({ ctx, input }) => savePrompts(ctx.deps, { ...input, ownerId: ctx.account.id })),
});

const neverAborted = () => new AbortController().signal;
const client = z.object({ id: z.string().trim().min(1).max(1_000), secret: z.string().max(1_000).default('') });

const signIn = router({
  start: ownerProcedure
    .input(
      z.object({
        url: address,
        slot,
        scope: z.string().trim().max(500).default(''),
        client: client.nullable().default(null),
        toolId: z.uuid().nullable().default(null),
      }),
    )
    .mutation(({ ctx, input, signal }) =>
      startToolSignIn(ctx.deps, { ...input, ownerId: ctx.account.id, signal: signal ?? neverAborted() }),
    ),
  finish: ownerProcedure
    .input(
      z.object({
        state: z.string().min(1).max(200),
        code: z.string().min(1).max(4_000).nullable(),
        issuer: z.string().max(2_000).nullable(),
        error: z.string().max(200).nullable(),
      }),
    )
    .mutation(({ ctx, input, signal }) =>
      finishToolSignIn(ctx.deps, { ...input, ownerId: ctx.account.id, signal: signal ?? neverAborted() }),
    ),
});

/** Tools: services that agents call, with secrets, imports, test calls and readiness. */
export const toolRouter = router({
  secrets,
  signIn,
  readiness,
  list: ownerProcedure.query(({ ctx }) => listTools(ctx.deps, { ownerId: ctx.account.id })),
  get: ownerProcedure.input(one).query(async ({ ctx, input }) => {
    const own = { ...input, ownerId: ctx.account.id };
    const tool = await findOwnTool(ctx.deps, own);
    return { ...tool, users: await findToolUsers(ctx.deps, own), madePrompts: writePrompts(tool.definition) };
  }),
  create: ownerProcedure
    .input(newTools)
    .mutation(({ ctx, input }) => createTools(ctx.deps, { ...input, ownerId: ctx.account.id })),
  update: ownerProcedure
    .input(
      one.extend({ name, description: z.string().max(limits.descriptionLength), definition: toolDefinitionSchema }),
    )
    .mutation(({ ctx, input }) => updateTool(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => deleteTool(ctx.deps, { ...input, ownerId: ctx.account.id })),
  publish: ownerProcedure
    .input(one.extend({ note: z.string().max(500).default('') }))
    .mutation(({ ctx, input }) => publishTool(ctx.deps, { ...input, ownerId: ctx.account.id })),
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listToolVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
  findImportable: ownerProcedure
    .input(z.object({ source }))
    .mutation(({ ctx, input, signal }) =>
      findImportable(ctx.deps, { ...input, ownerId: ctx.account.id, signal: signal ?? neverAborted() }),
    ),
  tryCall: ownerProcedure
    .input(callInput)
    .mutation(({ ctx, input, signal }) =>
      callTool(ctx.deps, { ...input, ownerId: ctx.account.id, signal: signal ?? neverAborted() }),
    ),
});
