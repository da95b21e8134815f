import { z } from 'zod';
import { errorCodes } from '#protocol/errors.ts';

/** What the parent asks of the child, as one JSON text on its standard input. */
export const parseRequestSchema = z.object({
  path: z.string(),
  /** The name that a person gave the file: decides what it should be, and stands in sentences. */
  name: z.string(),
  limits: z.object({
    pages: z.int().positive(),
    textLength: z.int().positive(),
    archiveSizeBytes: z.int().positive(),
    archiveRatio: z.number().positive(),
  }),
});
export type ParseRequest = z.infer<typeof parseRequestSchema>;
export type ParseLimits = ParseRequest['limits'];

const parsedDocumentSchema = z.object({
  title: z.string(),
  /** Markdown. A form feed begins each page after the first, in documents that have pages. */
  text: z.string(),
  /** null for documents without pages. */
  pageCount: z.int().nullable(),
  mime: z.string(),
});
export type ParsedDocument = z.infer<typeof parsedDocumentSchema>;

/** A line of JSON on the child's standard output. */
export const parseMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({ type: z.literal('parsed'), document: parsedDocumentSchema }),
  z.object({ type: z.literal('refused'), code: z.enum(errorCodes), message: z.string() }),
]);
export type ParseMessage = z.infer<typeof parseMessageSchema>;
