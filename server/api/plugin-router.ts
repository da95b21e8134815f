import { z } from 'zod';
import { controlPluginRunSchema } from '#protocol/control/plugin-run.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { deletePlugin } from '#server/plugins/delete-plugin.ts';
import { findOwnPlugin } from '#server/plugins/find-own-plugin.ts';
import { listPluginVersions } from '#server/plugins/list-plugin-versions.ts';
import { listPlugins } from '#server/plugins/list-plugins.ts';
import { pluginTemplates } from '#server/plugins/plugin-templates.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { tryPlugin } from '#server/plugins/try-plugin.ts';
import { updatePlugin } from '#server/plugins/update-plugin.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const one = z.object({ pluginId: z.uuid() });

/** Plugins: sandboxed code with the capabilities it asks for, and versions. */
export const pluginRouter = router({
  list: ownerProcedure.query(({ ctx }) => listPlugins(ctx.deps, { ownerId: ctx.account.id })),
  templates: ownerProcedure.query(() => pluginTemplates),
  get: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => findOwnPlugin(ctx.deps, { ...input, ownerId: ctx.account.id })),
  create: ownerProcedure
    .input(z.object({ name, definition: pluginDefinitionSchema }))
    .mutation(({ ctx, input }) => createPlugin(ctx.deps, { ...input, ownerId: ctx.account.id })),
  update: ownerProcedure
    .input(one.extend({ name, definition: pluginDefinitionSchema }))
    .mutation(({ ctx, input }) => updatePlugin(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => deletePlugin(ctx.deps, { ...input, ownerId: ctx.account.id })),
  publish: ownerProcedure
    .input(one.extend({ note: z.string().max(500).default('') }))
    .mutation(({ ctx, input }) => publishPlugin(ctx.deps, { ...input, ownerId: ctx.account.id })),
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listPluginVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
  run: ownerProcedure
    .input(controlPluginRunSchema)
    .mutation(({ ctx, input }) => tryPlugin(ctx.deps, { run: input, ownerId: ctx.account.id })),
});
