import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { searchResultSchema } from '#protocol/retrieval/trace.ts';

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/);

/** `POST <gateway>/hosted/<deedId>/search`: a buyer's node asks for passages, with its signature over HostedSearch. */
export const hostedSearchSchema = z.object({
  node: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** Only its hash is in the signature. */
  query: z.string().min(1).max(limits.hostedQueryLength),
  /** Most passages wanted; 0 only asks whether the node may search, and is neither metered nor counted. */
  passages: z.int().min(0).max(limits.hostedPassages),
  nonce: bytes32,
  /** Unix seconds. */
  expiresAt: z.int().positive(),
  signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/),
});
export type HostedSearch = z.infer<typeof hostedSearchSchema>;

/** Its answer: the passages that are handed out, each with the chunks it is made of, and how much of the whole the buyer has had. */
export const hostedAnswerSchema = z.object({
  name: z.string(),
  passages: searchResultSchema.shape.passages.max(limits.hostedPassages),
  chunks: searchResultSchema.shape.candidates,
  evidence: searchResultSchema.shape.evidence,
  coverage: z.object({ handedOut: z.int(), limit: z.int() }),
});
export type HostedAnswer = z.infer<typeof hostedAnswerSchema>;
