import { z } from 'zod';
import { errorCodes } from '#protocol/errors.ts';
import { jsonValueSchema } from '#protocol/json-value.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';

/** `POST /control/plugins/run`: one run of a plugin that isn't published, to try it. What it keeps is apart from what agents keep. */
export const controlPluginRunSchema = z.object({
  definition: pluginDefinitionSchema,
  /** The function's argument. */
  input: jsonValueSchema,
  /** What `gaia.searchKnowledge` finds in this run, where no agent is. */
  passages: z
    .array(z.object({ document: z.string().max(300), text: z.string().max(20_000) }))
    .max(20)
    .default([]),
});
export type ControlPluginRun = z.infer<typeof controlPluginRunSchema>;

/** Its answer, also when the plugin failed: value or error, what it logged, what it cost. */
export const controlPluginOutcomeSchema = z.object({
  value: jsonValueSchema.nullable(),
  error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  log: z.array(z.string()),
  calls: z.object({ fetch: z.int(), searchKnowledge: z.int(), webSearch: z.int(), store: z.int() }),
  ms: z.number(),
  memoryBytes: z.number(),
});
export type ControlPluginOutcome = z.infer<typeof controlPluginOutcomeSchema>;
