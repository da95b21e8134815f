import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { chunkingSettingsSchema } from '#protocol/manifests/bundle-manifest.ts';
import { cancelDocument } from '#server/knowledge/cancel-document.ts';
import { changeChunk } from '#server/knowledge/change-chunk.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { deleteDocument } from '#server/knowledge/delete-document.ts';
import { deleteKnowledge } from '#server/knowledge/delete-knowledge.ts';
import { findPassage } from '#server/knowledge/find-passage.ts';
import { getDocument } from '#server/knowledge/get-document.ts';
import { getKnowledge } from '#server/knowledge/get-knowledge.ts';
import { listChunks } from '#server/knowledge/list-chunks.ts';
import { listDocuments } from '#server/knowledge/list-documents.ts';
import { listKnowledge } from '#server/knowledge/list-knowledge.ts';
import { listVersions } from '#server/knowledge/list-versions.ts';
import { readableEndings } from '#server/knowledge/parse/document-kinds.ts';
import { queuePublish } from '#server/knowledge/publish/queue-publish.ts';
import { renameKnowledge } from '#server/knowledge/rename-knowledge.ts';
import { retryDocument } from '#server/knowledge/retry-document.ts';
import { searchKnowledge } from '#server/knowledge/search-knowledge.ts';
import { updateSettings } from '#server/knowledge/update-settings.ts';
import { nameSchema } from './name-schema.ts';
import { ownerProcedure, router } from './trpc.ts';

const name = nameSchema;
const description = z.string().trim().max(limits.descriptionLength).default('');
const one = z.object({ knowledgeId: z.uuid() });
const oneDocument = z.object({ documentId: z.uuid() });
const chunkId = z.string().regex(/^[0-9a-f]{32}$/);
const longestSearchMs = 60_000;

/** Knowledge: documents, chunks, Try search. Files come and go over HTTP: `http/upload-documents.ts`, `http/import-bundle.ts`, `http/download-bundle.ts`. */
export const knowledgeRouter = router({
  list: ownerProcedure.query(({ ctx }) => listKnowledge(ctx.deps, { ownerId: ctx.account.id })),
  /** What a drop zone says before anything is dropped. */
  limits: ownerProcedure.query(() => ({
    endings: readableEndings,
    documentSizeBytes: limits.documentSizeBytes,
    documentsPerUpload: limits.documentsPerUpload,
    documentPages: limits.documentPages,
  })),
  get: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => getKnowledge(ctx.deps, { ...input, ownerId: ctx.account.id })),
  create: ownerProcedure
    .input(z.object({ name, description }))
    .mutation(({ ctx, input }) => createKnowledge(ctx.deps, { ...input, ownerId: ctx.account.id })),
  rename: ownerProcedure
    .input(one.extend({ name, description }))
    .mutation(({ ctx, input }) => renameKnowledge(ctx.deps, { ...input, ownerId: ctx.account.id })),
  delete: ownerProcedure
    .input(one)
    .mutation(({ ctx, input }) => deleteKnowledge(ctx.deps, { ...input, ownerId: ctx.account.id })),
  updateSettings: ownerProcedure
    .input(one.extend({ chunking: chunkingSettingsSchema, retrieval: retrievalSettingsSchema }))
    .mutation(({ ctx, input }) => updateSettings(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Ask again every second while `isRunning`. */
  documents: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listDocuments(ctx.deps, { ...input, ownerId: ctx.account.id })),
  document: ownerProcedure
    .input(oneDocument)
    .query(({ ctx, input }) => getDocument(ctx.deps, { ...input, ownerId: ctx.account.id })),
  chunks: ownerProcedure
    .input(
      oneDocument.extend({
        offset: z.int().nonnegative().default(0),
        limit: z.int().min(1).max(1_000).default(1_000),
        holding: chunkId.optional(),
      }),
    )
    .query(({ ctx, input }) => listChunks(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Where a citation's passage lies. */
  passage: ownerProcedure
    .input(z.object({ chunkId }))
    .query(({ ctx, input }) => findPassage(ctx.deps, { ...input, ownerId: ctx.account.id })),
  cancelDocument: ownerProcedure
    .input(oneDocument)
    .mutation(({ ctx, input }) => cancelDocument(ctx.deps, { ...input, ownerId: ctx.account.id })),
  retryDocument: ownerProcedure
    .input(oneDocument)
    .mutation(({ ctx, input }) => retryDocument(ctx.deps, { ...input, ownerId: ctx.account.id })),
  deleteDocument: ownerProcedure
    .input(oneDocument)
    .mutation(({ ctx, input }) => deleteDocument(ctx.deps, { ...input, ownerId: ctx.account.id })),
  changeChunk: ownerProcedure
    .input(
      one.extend({
        chunkId,
        isEnabled: z.boolean().optional(),
        text: z.string().max(100_000).nullable().optional(),
      }),
    )
    .mutation(({ ctx, input }) => changeChunk(ctx.deps, { ...input, ownerId: ctx.account.id })),
  search: ownerProcedure
    .input(
      one.extend({
        query: z.string().trim().min(1, 'Ask something.').max(4_000),
        retrieval: retrievalSettingsSchema.optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      searchKnowledge(ctx.deps, {
        ...input,
        ownerId: ctx.account.id,
        signal: AbortSignal.timeout(longestSearchMs),
      }),
    ),
  publish: ownerProcedure
    .input(one.extend({ note: z.string().trim().max(500).default('') }))
    .mutation(({ ctx, input }) => queuePublish(ctx.deps, { ...input, ownerId: ctx.account.id })),
  /** Ask again every second while one is `building`. */
  versions: ownerProcedure
    .input(one)
    .query(({ ctx, input }) => listVersions(ctx.deps, { ...input, ownerId: ctx.account.id })),
});
