import { z } from 'zod';

/** What a file was uploaded for. */
export const filePurposeSchema = z.enum(['assistants', 'user_data', 'batch', 'fine-tune', 'vision', 'evals']);

/** A file as `/v1/files` tells of it. */
export const fileObjectSchema = z.object({
  id: z.string(),
  object: z.literal('file'),
  bytes: z.int().nonnegative(),
  /** Seconds since 1970. */
  created_at: z.int(),
  expires_at: z.int().nullish(),
  filename: z.string(),
  purpose: filePurposeSchema,
  status: z.literal('processed'),
});
export type FileObject = z.infer<typeof fileObjectSchema>;

/** Answer of `GET /v1/files`. */
export const fileListSchema = z.object({
  object: z.literal('list'),
  data: z.array(fileObjectSchema),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

/** Answer of `DELETE /v1/files/:id`. */
export const fileDeletedSchema = z.object({ id: z.string(), object: z.literal('file'), deleted: z.literal(true) });

/** Query of `GET /v1/files`. */
export const fileListQuerySchema = z.object({
  purpose: filePurposeSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().optional(),
});
