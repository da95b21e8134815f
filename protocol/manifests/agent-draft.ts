import { z } from 'zod';
import { hostedReferenceSchema } from '#protocol/hosted/hosted-reference.ts';
import { limits } from '#protocol/limits.ts';
import { promptRuleSchema } from '#protocol/prompts/prompt-rules.ts';
import { toolPolicySchema } from '#protocol/tools/tool-definition.ts';
import {
  evidencePolicySchema,
  generationDefaultsSchema,
  promptPolicySchema,
  retrievalSettingsSchema,
} from './agent-manifest.ts';

/** A rule as the form edits it: its text may come from a prompt component. */
const draftPromptRuleSchema = promptRuleSchema.extend({
  /** Prompt component whose text takes the place of `system`; null keeps the text. */
  promptId: z.uuid().nullable().default(null),
});

const componentChoice = z.object({ componentId: z.uuid(), versionId: z.uuid().nullable().default(null) });

/** What the agent form edits: references to components by id, settings by value. Publishing resolves it into an agent manifest. */
export const agentDraftSchema = z.object({
  /** Catalogue id of the chat model. */
  modelId: z.string().min(1),
  contextTokens: z.int().min(512).max(131_072).default(4_096),
  /** Knowledge components; `versionId: null` means the newest ready version at publishing time. */
  knowledge: z.array(componentChoice).max(limits.knowledgePerAgent).default([]),
  /** Knowledge of others that stays on its creators' nodes. */
  hosted: z.array(hostedReferenceSchema).max(limits.knowledgePerAgent).default([]),
  /** Prompt components that replace the texts below; null keeps the text. */
  systemPromptId: z.uuid().nullable().default(null),
  ragPromptId: z.uuid().nullable().default(null),
  prompts: promptPolicySchema.extend({
    rules: z.array(draftPromptRuleSchema).max(limits.promptRulesPerAgent).default([]),
  }),
  retrieval: retrievalSettingsSchema.extend({
    /** null takes what was calibrated when the knowledge was published. */
    evidenceThreshold: z.number().min(0).max(1).nullable().default(null),
  }),
  generation: generationDefaultsSchema,
  evidence: evidencePolicySchema,
  /** Tool and plugin components; `versionId: null` means the draft in a preview and the newest version at publishing time. */
  tools: z.array(componentChoice).max(limits.toolsPerAgent).default([]),
  plugins: z.array(componentChoice).max(limits.pluginsPerAgent).default([]),
  toolPolicy: toolPolicySchema.prefault({}),
  starters: z.array(z.string().min(1).max(300)).max(limits.startersPerAgent).default([]),
  /** Where a person put the nodes of the canvas; no part of what is published. */
  canvas: z
    .object({
      positions: z.record(z.string().max(80), z.object({ x: z.number(), y: z.number() })).default({}),
    })
    .prefault({}),
});
export type AgentDraft = z.infer<typeof agentDraftSchema>;
