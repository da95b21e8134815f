import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { fewShotRowSchema } from '#protocol/prompts/prompt-rules.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { agentManifestSchema, embeddingFingerprintSchema } from './agent-manifest.ts';
import { datasetPartSchema } from './dataset-part.ts';
import { modelPartSchema } from './model-part.ts';

const componentKinds = ['model', 'knowledge', 'dataset', 'prompt', 'tool', 'plugin', 'agent'] as const;

const filePath = z
  .string()
  .regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/, 'must be a plain relative path');

const bundleFileSchema = z.object({
  path: filePath,
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Large files stay outside the tar; these addresses serve them. */
  sources: z.array(z.string()).optional(),
});

export const chunkingSettingsSchema = z.object({
  targetTokens: z.int().min(32).max(2_000).default(160),
  maxTokens: z.int().min(48).max(4_000).default(220),
  overlapTokens: z.int().min(0).max(500).default(24),
});
export type ChunkingSettings = z.infer<typeof chunkingSettingsSchema>;

export const knowledgePartSchema = z.object({
  documents: z.int().nonnegative(),
  chunks: z.int().nonnegative(),
  fingerprint: embeddingFingerprintSchema,
  chunking: chunkingSettingsSchema,
  /** Evidence threshold calibrated on this knowledge; null where there was too little text. */
  evidenceThreshold: z.number().min(0).max(1).nullable(),
});

const promptPartSchema = z.object({
  role: z.enum(['system', 'rag']),
  text: z.string().max(limits.promptLength),
  /** Worked examples; absent where there are none. */
  fewShot: z.array(fewShotRowSchema).max(limits.fewShotRows).optional(),
});

/** `manifest.json` of a bundle. Its hash (canonical JSON without `signature`) is what the creator signs. */
export const bundleManifestSchema = z.looseObject({
  format: z
    .string()
    .regex(/^gaianet\.bundle\/1(?:\.\d+)?$/, 'is a bundle format this version cannot read; it reads gaianet.bundle/1'),
  kind: z.enum(componentKinds),
  name: z.string().min(1).max(limits.nameLength),
  description: z.string().max(limits.descriptionLength).default(''),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  /** Address whose key signed it. */
  creator: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  licence: z.string().max(200),
  parents: z.array(z.string()).default([]),
  files: z.array(bundleFileSchema).max(10_000),
  knowledge: knowledgePartSchema.optional(),
  prompt: promptPartSchema.optional(),
  tool: toolDefinitionSchema.optional(),
  plugin: pluginDefinitionSchema.optional(),
  agent: agentManifestSchema.optional(),
  model: modelPartSchema.optional(),
  dataset: datasetPartSchema.optional(),
  signature: z
    .string()
    .regex(/^0x[0-9a-f]{130}$/)
    .optional(),
});
export type BundleManifest = z.infer<typeof bundleManifestSchema>;

/** A line of `documents.jsonl`. */
export const bundleDocumentSchema = z.object({
  name: z.string(),
  title: z.string(),
  mime: z.string(),
  sha256: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Parsed text; passages point into it. */
  text: z.string(),
  pageCount: z.int().nullable(),
});
export type BundleDocument = z.infer<typeof bundleDocumentSchema>;

/** A line of `chunks.jsonl`; row i belongs to vector i of `vectors.f32` (little-endian float32, unit length). */
export const bundleChunkSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** sha256 of the document. */
  document: z.string(),
  ordinal: z.int().nonnegative(),
  headingPath: z.array(z.string()),
  pageStart: z.int().nullable(),
  pageEnd: z.int().nullable(),
  startOffset: z.int().nonnegative(),
  endOffset: z.int().nonnegative(),
  text: z.string().min(1),
  tokenCount: z.int().positive(),
});
export type BundleChunk = z.infer<typeof bundleChunkSchema>;
