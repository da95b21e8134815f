import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** Body of `POST /v1/rerank`: which of these texts answer the query best. */
export const rerankRequestSchema = z.strictObject({
  model: z.string().min(1),
  query: z.string().min(1),
  documents: z
    .array(z.union([z.string().min(1), z.strictObject({ text: z.string().min(1) }).transform(({ text }) => text)]))
    .min(1)
    .max(limits.rerankDocuments),
  top_n: z.int().min(1).nullish(),
  return_documents: z.boolean().nullish(),
  user: z.string().nullish(),
});

/** Answer of `POST /v1/rerank`, the most relevant first. */
export const rerankResponseSchema = z.object({
  id: z.string(),
  model: z.string(),
  results: z.array(
    z.object({
      index: z.int(),
      /** 0 to 1. */
      relevance_score: z.number().min(0).max(1),
      document: z.object({ text: z.string() }).optional(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  /** What the scores were made with. */
  gaia: z.object({ scoredBy: z.string() }),
});
export type RerankResponse = z.infer<typeof rerankResponseSchema>;
