import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import { toolAuthSchema, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';

/** Secrets by slot name, each sealed to the node's `sealingKey` (protocol/secrets). */
const sealedSecrets = z.record(z.string(), z.string().max(20_000)).default({});

/** `POST /control/tools/call`: makes one call of a tool that needn't be deployed, as an agent would, past its cache and rate limit. */
export const controlToolCallSchema = z.object({
  definition: toolDefinitionSchema,
  /** What the model would fill in. */
  arguments: jsonObjectSchema.default({}),
  /** What a caller would send along, for arguments that the caller fills. */
  metadata: z.record(z.string(), z.string()).default({}),
  secrets: sealedSecrets,
});
export type ControlToolCall = z.infer<typeof controlToolCallSchema>;

/** How the test call went; a call that failed is a result too. */
export const controlToolCallResultSchema = z.object({
  isError: z.boolean(),
  /** HTTP status of the last answer; null when none came, and for MCP tools. */
  status: z.int().nullable(),
  /** What the model would be given: the mapped output, or why the call failed. */
  content: z.string(),
  /** Beginning of the answer as it came, at most 8,000 characters. */
  raw: z.string(),
  ms: z.number().min(0),
});
export type ControlToolCallResult = z.infer<typeof controlToolCallResultSchema>;

/** `POST /control/tools/list-mcp`: the tools that an MCP server offers. */
export const controlListMcpSchema = z.object({
  url: z.url({ protocol: /^https$/ }),
  auth: toolAuthSchema.default({ kind: 'none' }),
  secrets: sealedSecrets,
});

export const controlListMcpResultSchema = z.object({
  server: z.object({ name: z.string(), version: z.string() }),
  tools: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      /** JSON Schema of the arguments. */
      parameters: jsonObjectSchema,
    }),
  ),
});
export type ControlListMcpResult = z.infer<typeof controlListMcpResultSchema>;

/** `POST /control/tools/fetch-text`: a public text, such as an OpenAPI description, fetched by the node under its own rules. */
export const controlFetchTextSchema = z.object({ url: z.url({ protocol: /^https$/ }) });

export const controlFetchTextResultSchema = z.object({
  status: z.int(),
  contentType: z.string(),
  /** At most 2 MiB; a longer one is refused. */
  text: z.string(),
  /** Address that answered, after redirects. */
  url: z.string(),
});
