import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import { licenceReferenceSchema } from '#protocol/licences/licence-reference.ts';
import { limits } from '#protocol/limits.ts';
import { functionNameSchema } from '#protocol/tools/tool-definition.ts';

/** What a plugin may do beyond computing; all of it is shown before the plugin is used, and counted while it runs. */
const pluginCapabilitiesSchema = z.object({
  /** HTTPS hosts that `gaia.fetch` reaches. */
  fetchHosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, 'must be a host name in lower case, such as api.example.org'))
    .max(20)
    .default([]),
  /** `gaia.store`: keys and values that outlive a run, of this plugin and agent only. */
  keyValue: z.boolean().default(false),
  /** `gaia.searchKnowledge`: passages of the agent's knowledge. */
  knowledge: z.boolean().default(false),
  /** `gaia.webSearch`: the search service that the node's owner configured. */
  webSearch: z.boolean().default(false),
});
export type PluginCapabilities = z.infer<typeof pluginCapabilitiesSchema>;

export const pluginKinds = ['tool', 'prompt-function', 'prompt-chooser', 'post-processor'] as const;

/** Sandboxed code, as its author wrote it (TypeScript or JavaScript), with what it needs and may use. */
export const pluginDefinitionSchema = z.object({
  /** How prompts and tools call it. */
  name: functionNameSchema,
  kind: z.enum(pluginKinds),
  description: z.string().max(1_024),
  /** For kind `tool`: JSON Schema of the arguments, of type object. */
  parameters: jsonObjectSchema.default({ type: 'object', properties: {} }),
  capabilities: pluginCapabilitiesSchema,
  /** A module whose default export is the function of its kind: protocol/plugin-api. */
  source: z.string().min(1).max(limits.pluginSourceLength),
  timeoutMs: z.int().min(50).max(60_000).default(5_000),
  memoryMegabytes: z.int().min(4).max(64).default(32),
});
export type PluginDefinition = z.infer<typeof pluginDefinitionSchema>;

/** A plugin in an agent manifest. */
export const pluginReferenceSchema = z.object({
  component: z.object({ name: z.string().min(1).max(limits.nameLength), version: z.int().positive() }),
  definition: pluginDefinitionSchema,
  /** For a plugin that its creator sells; absent for one's own. */
  licence: licenceReferenceSchema.optional(),
});
export type PluginReference = z.infer<typeof pluginReferenceSchema>;
