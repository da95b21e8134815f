import { z } from 'zod';

/** A passage's scores, stage by stage; null where a stage didn't return it. */
const stageScoresSchema = z.object({
  /** Cosine, −1 to 1. */
  dense: z.number().nullable(),
  denseRank: z.int().nullable(),
  /** Engine's full-text score (BM25), unbounded. */
  text: z.number().nullable(),
  textRank: z.int().nullable(),
  /** Reciprocal-rank fusion, k = 60. */
  fused: z.number(),
});

const retrievedChunkSchema = z.object({
  chunkId: z.string(),
  documentName: z.string(),
  documentSha256: z.string(),
  headingPath: z.array(z.string()),
  pageStart: z.int().nullable(),
  pageEnd: z.int().nullable(),
  ordinal: z.int(),
  startOffset: z.int(),
  endOffset: z.int(),
  text: z.string(),
  tokenCount: z.int(),
  scores: stageScoresSchema,
});
export type RetrievedChunk = z.infer<typeof retrievedChunkSchema>;

/** What one search found: the fused list, how strong the evidence is, and the passages that would go into a prompt. */
export const searchResultSchema = z.object({
  query: z.string(),
  candidates: z.array(retrievedChunkSchema),
  evidence: z.object({ strength: z.number(), threshold: z.number(), isSufficient: z.boolean(), reason: z.string() }),
  passages: z.array(
    z.object({
      marker: z.int().positive(),
      chunkIds: z.array(z.string()),
      documentName: z.string(),
      text: z.string(),
      tokenCount: z.int(),
    }),
  ),
  /** Knowledge that could not be searched, and why. */
  notes: z.array(z.string()).optional(),
  timesMs: z.object({ embed: z.number(), dense: z.number(), text: z.number(), fuse: z.number(), total: z.number() }),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

/** A span of an answer and the passage that supports it. Offsets are UTF-16 units of the final content. */
const citationSchema = z.object({
  marker: z.int().positive(),
  chunkId: z.string(),
  document: z.string(),
  page: z.int().nullable(),
  /** At most 200 characters of the passage. */
  quote: z.string().max(200),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Citation = z.infer<typeof citationSchema>;

/** A call that the node made for an agent, as the caller sees it: what was called and how it went. */
export const toolCardSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** JSON text of what the model filled in; secrets and fixed values are not in it. */
  arguments: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** The result's beginning, or why it failed; null while it runs. */
  result: z.string().max(2_000).nullable(),
  ms: z.number().nonnegative(),
});
export type ToolCard = z.infer<typeof toolCardSchema>;

/** What an answer rests on; `answered-from-tools`: the knowledge says nothing of it or there is none, results of calls do. */
const outcomeSchema = z.enum(['grounded', 'refused', 'answered-without-source', 'answered-from-tools', 'no-knowledge']);

/** What happened inside one request; only for the owner. */
const traceSchema = z.object({
  id: z.string(),
  agent: z.string(),
  agentVersion: z.int(),
  search: searchResultSchema.nullable(),
  outcome: outcomeSchema,
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  sampling: z.record(z.string(), z.unknown()),
  usage: z.object({ promptTokens: z.int(), cachedTokens: z.int(), completionTokens: z.int() }),
  timesMs: z.object({
    queued: z.number(),
    retrieval: z.number(),
    prefill: z.number(),
    generation: z.number(),
    attribution: z.number(),
    total: z.number(),
  }),
  /** Which prompt was taken, and why; notes of prompt functions that failed. */
  prompt: z.object({ name: z.string(), reason: z.string(), notes: z.array(z.string()) }).optional(),
  tools: z.array(toolCardSchema).optional(),
  /** Sentences no passage supports, as spans of the answer. */
  unsupported: z.array(z.object({ start: z.int(), end: z.int() })),
});
export type Trace = z.infer<typeof traceSchema>;

/** The `gaia` object: on the response, or on the streamed chunk that carries `finish_reason`. */
export const gaiaExtrasSchema = z.object({
  traceId: z.string(),
  outcome: outcomeSchema,
  citations: z.array(citationSchema),
  unsupported: z.array(z.object({ start: z.int(), end: z.int() })),
  /** Calls that the node made, in order. */
  tools: z.array(toolCardSchema).optional(),
  trace: traceSchema.optional(),
});
export type GaiaExtras = z.infer<typeof gaiaExtrasSchema>;
