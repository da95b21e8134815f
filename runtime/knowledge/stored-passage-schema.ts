import { z } from 'zod';
import type { StoredPassage } from './vector-store.ts';

/** A passage as a store reads it back from disk or from a server. */
export const storedPassageSchema: z.ZodType<StoredPassage> = z.object({
  text: z.string(),
  tokenCount: z.number(),
  documentName: z.string(),
  documentSha256: z.string(),
  ordinal: z.number(),
  headingPath: z.array(z.string()),
  pageStart: z.number().nullable(),
  pageEnd: z.number().nullable(),
  startOffset: z.number(),
  endOffset: z.number(),
});
