import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { functionNameSchema } from '#protocol/tools/tool-definition.ts';

/** When a rule's prompt is taken. All conditions of a rule must hold; a rule without any always holds. */
const promptConditionSchema = z.discriminatedUnion('kind', [
  /** ISO 639-1 codes of the last user message. */
  z.object({
    kind: z.literal('language'),
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .min(1)
      .max(20),
  }),
  z.object({ kind: z.literal('knowledge'), is: z.enum(['hit', 'miss']) }),
  /** Cosine of the last user message to the nearest example. */
  z.object({
    kind: z.literal('similar'),
    examples: z.array(z.string().min(1).max(500)).min(1).max(20),
    threshold: z.number().min(0).max(1).default(0.6),
  }),
  /** `metadata[key]` of the request. */
  z.object({ kind: z.literal('caller'), key: z.string().min(1).max(64), equals: z.string().max(512) }),
  /** A plugin of kind prompt-chooser, which answers with the name of a rule. */
  z.object({ kind: z.literal('plugin'), plugin: functionNameSchema }),
  /** Model size, from its file: "this prompt for models under 1B". */
  z.object({ kind: z.literal('model'), parametersBelow: z.int().positive() }),
]);
export type PromptCondition = z.infer<typeof promptConditionSchema>;

/** A worked example, given to the model as earlier turns. */
export const fewShotRowSchema = z.object({
  question: z.string().min(1).max(4_000),
  answer: z.string().min(1).max(4_000),
});

export type FewShotRow = z.infer<typeof fewShotRowSchema>;

/** A prompt that takes the place of the agent's own when its conditions hold; the first rule that holds is taken. */
export const promptRuleSchema = z.object({
  name: z.string().min(1).max(60),
  when: z.array(promptConditionSchema).max(6).default([]),
  system: z.string().max(limits.promptLength),
  /** null keeps the agent's own. */
  rag: z.string().max(limits.promptLength).nullable().default(null),
  fewShot: z.array(fewShotRowSchema).max(limits.fewShotRows).default([]),
});
export type PromptRule = z.infer<typeof promptRuleSchema>;
