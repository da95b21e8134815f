import { z } from 'zod';
import { jsonObjectSchema, jsonValueSchema } from '#protocol/json-value.ts';
import { licenceReferenceSchema } from '#protocol/licences/licence-reference.ts';
import { limits } from '#protocol/limits.ts';

/** A name that OpenAI's API takes for a function. */
export const functionNameSchema = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, _ or -, and start with a letter or _');

/** Name of a secret that is filled in on the node: never in a manifest, a bundle or a log. */
const secretSlot = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower-case letters, digits and _');

/** How a call proves who it is. */
export const toolAuthSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('header'), name: z.string().min(1).max(100), secret: secretSlot }),
  z.object({ kind: z.literal('query'), name: z.string().min(1).max(100), secret: secretSlot }),
  z.object({ kind: z.literal('bearer'), secret: secretSlot }),
  z.object({
    kind: z.literal('oauth2'),
    tokenUrl: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1).max(300),
    scope: z.string().max(500).default(''),
    secret: secretSlot,
  }),
  /** With the tokens of a sign-in that a person made with a browser (protocol/tools/sign-in.ts). */
  z.object({ kind: z.literal('sign-in'), secret: secretSlot }),
]);
export type ToolAuth = z.infer<typeof toolAuthSchema>;

/** Where one argument goes in the HTTP request, and who fills it. */
const toolArgumentSchema = z.object({
  in: z.enum(['path', 'query', 'header', 'body']),
  /** Name in the request; the argument's own name when absent. */
  as: z.string().min(1).max(200).optional(),
  filledBy: z.discriminatedUnion('by', [
    z.object({ by: z.literal('model') }),
    /** The same JSON value in every call; the model never sees it. */
    z.object({ by: z.literal('fixed'), value: jsonValueSchema }),
    /** From `metadata[key]` of the caller's request; the model never sees it. */
    z.object({ by: z.literal('caller'), key: z.string().min(1).max(64) }),
  ]),
});

/** What of the service's answer goes on: all of it, what a JMESPath expression finds, or a text with `{{path.to.value}}`. */
const toolOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({ kind: z.literal('jmespath'), expression: z.string().min(1).max(1_000) }),
  z.object({ kind: z.literal('template'), text: z.string().min(1).max(4_000) }),
]);

const httpTargetSchema = z.object({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** HTTPS; `{name}` in the path is the argument of that name. */
  url: z
    .string()
    .regex(/^https:\/\/[^\s]+$/, 'must be an https:// address')
    .max(2_000),
  bodyKind: z.enum(['none', 'json', 'form']).default('json'),
  /** By argument name. An argument that isn't listed is filled by the model and goes into the body, or the query where there is none. */
  arguments: z.record(z.string(), toolArgumentSchema).default({}),
  auth: toolAuthSchema.default({ kind: 'none' }),
  output: toolOutputSchema.default({ kind: 'whole' }),
});

const mcpTargetSchema = z.object({
  kind: z.literal('mcp'),
  /** Address of a streamable HTTP server. */
  url: z.url({ protocol: /^https$/ }),
  /** The tool's name there. */
  remoteName: z.string().min(1).max(200),
  auth: toolAuthSchema.default({ kind: 'none' }),
});

/** A tool as the node calls it. */
export const toolDefinitionSchema = z.object({
  name: functionNameSchema,
  description: z.string().max(1_024),
  /** JSON Schema of the arguments, of type object. What the model fills and what others fill; the model is shown only its part. */
  parameters: jsonObjectSchema,
  target: z.discriminatedUnion('kind', [httpTargetSchema, mcpTargetSchema]),
  /** Whether the result goes back to the model, or straight to the caller as the answer. */
  feedBack: z.boolean().default(true),
  timeoutMs: z.int().min(100).max(120_000).default(15_000),
  /** Times a failed call is tried again: only after a connection error, 429 or 5xx. */
  retries: z.int().min(0).max(5).default(1),
  /** Seconds for which the same call with the same arguments is answered from memory; 0 = never. */
  cacheSeconds: z.int().min(0).max(86_400).default(0),
  /** 0 = no limit. */
  callsPerMinute: z.int().min(0).max(10_000).default(0),
});
export type ToolDefinition = z.infer<typeof toolDefinitionSchema>;

/** A tool in an agent manifest: the definition, and which published version it is of. */
export const toolReferenceSchema = z.object({
  component: z.object({ name: z.string().min(1).max(limits.nameLength), version: z.int().positive() }),
  definition: toolDefinitionSchema,
  /** For a tool that its creator sells; absent for one's own. */
  licence: licenceReferenceSchema.optional(),
});
export type ToolReference = z.infer<typeof toolReferenceSchema>;

/** How an agent works with its tools in one request. */
export const toolPolicySchema = z.object({
  /** Rounds of model and tools at most. */
  maxSteps: z.int().min(1).max(16).default(4),
  maxCalls: z.int().min(1).max(64).default(8),
  /** Completion tokens over all rounds. */
  maxTokens: z.int().min(64).max(65_536).default(2_048),
  /** Whether the agent may run JavaScript that it writes, in the plugins' sandbox. */
  javascript: z.boolean().default(false),
  /** Whether it may run Python that it writes; only where the node's owner allows it too. */
  python: z.boolean().default(false),
});
export type ToolPolicy = z.infer<typeof toolPolicySchema>;
