import { z } from 'zod';
import {
  agentManifestSchema,
  embeddingFingerprintSchema,
  modelReferenceSchema,
  retrievalSettingsSchema,
} from '#protocol/manifests/agent-manifest.ts';
import { bundleChunkSchema } from '#protocol/manifests/bundle-manifest.ts';

/** States of a deployment, in the order a good one passes them. */
export const deploymentStates = [
  'planned',
  'fetching',
  'restoring',
  'loading',
  'warming',
  'testing',
  'live',
  'failed',
  'superseded',
  'rolled-back',
  'stopped',
] as const;
export type DeploymentState = (typeof deploymentStates)[number];

/** `POST /control/deployments`: deploy this manifest; bundles are downloaded from the addresses given. */
export const deployRequestSchema = z.object({
  deploymentId: z.uuid(),
  manifest: agentManifestSchema,
  manifestHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where each knowledge bundle (by contentRoot, or cipherRoot where it is licensed) can be downloaded: gateway address with HMAC, or pre-signed S3. */
  bundleAddresses: z.record(z.string(), z.url()),
  /** Where else the same bytes lie, tried in order when an address fails. */
  moreAddresses: z.record(z.string(), z.array(z.url()).max(8)).default({}),
  /** Where the hashes of each bundle's blocks can be read, by the same roots; a bundle without them is verified as a whole. */
  blockIndexes: z.record(z.string(), z.url()).default({}),
  /** Secrets of tools and plugins by slot name, each sealed to the node's `sealingKey` (protocol/secrets). */
  secrets: z.record(z.string(), z.string().max(20_000)).default({}),
});
export type DeployRequest = z.infer<typeof deployRequestSchema>;

/** A step of a deployment as the node reports it; `sequence` grows by one and never repeats within a deployment. */
export const deploymentEventSchema = z.object({
  sequence: z.int().positive(),
  state: z.enum(deploymentStates),
  message: z.string(),
  done: z.number().optional(),
  total: z.number().optional(),
  at: z.iso.datetime(),
});

/** `GET /control/deployments/:id` and the elements of `GET /control/deployments`. */
export const deploymentStatusSchema = z.object({
  deploymentId: z.string(),
  agentName: z.string(),
  slug: z.string(),
  version: z.int(),
  manifestHash: z.string(),
  state: z.enum(deploymentStates),
  failedStep: z.string().nullable(),
  reason: z.string().nullable(),
  startedAt: z.iso.datetime(),
  liveAt: z.iso.datetime().nullable(),
  events: z.array(deploymentEventSchema),
});
export type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

const draftPointSchema = bundleChunkSchema.extend({
  documentName: z.string(),
  /** base64 of little-endian float32. */
  vector: z.string(),
});

/** `PUT /control/collections/:id/points`: brings the draft cache to this state for the chunks named; `remove` drops others. */
export const draftPointsSchema = z.object({
  dimensions: z.int().positive(),
  upsert: z.array(draftPointSchema).max(2_000),
  remove: z.array(z.string()).max(20_000),
});
export type DraftPoints = z.infer<typeof draftPointsSchema>;

/** `GET /control/collections/:id`: what the draft cache holds, so that only differences are sent. */
export const draftCollectionSchema = z.object({ chunkIds: z.array(z.string()) });

/** `POST /control/search`: Try search on draft collections. */
export const controlSearchSchema = z.object({
  collections: z.array(z.string()).min(1).max(8),
  embedding: modelReferenceSchema.extend({ fingerprint: embeddingFingerprintSchema }),
  query: z.string().min(1).max(4_000),
  retrieval: retrievalSettingsSchema,
});

/** `POST /control/calibrate`: finds the evidence threshold of a draft collection; null where it holds too little text to tell. */
export const controlCalibrateSchema = z.object({
  collection: z.string(),
  embedding: modelReferenceSchema.extend({ fingerprint: embeddingFingerprintSchema }),
  retrieval: retrievalSettingsSchema,
});
export const controlCalibrateResultSchema = z.object({ threshold: z.number().min(0).max(1).nullable() });

/** `POST /control/embed`: vectors for ingest, as base64 rows of little-endian float32. Also `POST /control/tokenize` (counts only). */
export const controlEmbedSchema = z.object({
  model: modelReferenceSchema,
  texts: z.array(z.string().min(1)).min(1).max(256),
  priority: z.enum(['query', 'ingest']).default('ingest'),
});
export const controlEmbedResultSchema = z.object({
  dimensions: z.int(),
  vectors: z.array(z.string()),
  tokens: z.array(z.int()),
});
export const controlTokenizeSchema = z.object({
  model: modelReferenceSchema,
  kind: z.enum(['embedding', 'chat']).default('embedding'),
  texts: z.array(z.string()).min(1).max(5_000),
});
export const controlTokenizeResultSchema = z.object({ counts: z.array(z.int()) });

/** `POST /control/preview`: a chat completion (streamed as on `/v1/chat/completions`) with an inline manifest; knowledge by draft collection or deployed root. */
export const controlPreviewSchema = z.object({
  manifest: agentManifestSchema,
  /** As in a deployment. */
  secrets: z.record(z.string(), z.string().max(20_000)).default({}),
  /** Collections searched instead of the manifest's bundles (`draft-<knowledge id>`). */
  collections: z.array(z.string()).max(8),
  /** Body of an OpenAI chat completion request. */
  request: z.record(z.string(), z.unknown()),
});

/** `GET /control/status`, also the signed heartbeat's content. */
export const nodeStatusSchema = z.object({
  address: z.string(),
  productVersion: z.string(),
  protocol: z.literal(1),
  startedAt: z.iso.datetime(),
  now: z.iso.datetime(),
  localUrl: z.string(),
  hardware: z.object({
    platform: z.string(),
    cpu: z.string(),
    cores: z.int(),
    memoryBytes: z.number(),
    freeMemoryBytes: z.number(),
    diskFreeBytes: z.number(),
    device: z.string(),
    gpusSeen: z.array(z.string()),
    gpuWarning: z.string().nullable(),
  }),
  engine: z.object({
    state: z.string(),
    running: z.int(),
    queued: z.int(),
    queueLimit: z.int(),
    tokensPerSecond: z.number(),
    crashes: z.int(),
    models: z.array(
      z.object({
        modelId: z.string(),
        kind: z.string(),
        sizeBytes: z.number(),
        contextTokens: z.int(),
        parallelSequences: z.int(),
      }),
    ),
  }),
  deployments: z.array(deploymentStatusSchema.omit({ events: true })),
  policy: z.record(z.string(), z.unknown()),
  /** X25519 public key, hexadecimal, to which secrets for this node are sealed; part of the signed status. */
  sealingKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type NodeStatus = z.infer<typeof nodeStatusSchema>;
