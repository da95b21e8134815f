import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { fewShotRowSchema } from '#protocol/prompts/prompt-rules.ts';
import { testQuestionsSchema } from './question-set.ts';

/** One of the things compared: a prompt, a model, and how it generates. */
export const trialColumnSchema = z.object({
  label: z.string().max(limits.nameLength).default(''),
  /** Which of the agent's prompts the text takes the place of. */
  role: z.enum(['system', 'rag']),
  text: z.string().max(limits.promptLength),
  fewShot: z.array(fewShotRowSchema).max(limits.fewShotRows).default([]),
  modelId: z.string().min(1),
  temperature: z.number().min(0).max(2),
  topP: z.number().gt(0).max(1),
  maxCompletionTokens: z.int().min(1).max(4_096),
});
export type TrialColumn = z.infer<typeof trialColumnSchema>;

/** A published version that is asked as it is, in place of drafts: results then belong to its content. */
const measuredVersionSchema = z.object({
  versionId: z.uuid(),
  componentId: z.uuid(),
  kind: z.string(),
  contentRoot: z.string(),
});
export type MeasuredVersion = z.infer<typeof measuredVersionSchema>;

/** A run of a question set over columns, as its job carries it: a copy of the questions as they were. */
export const evaluationSchema = z.object({
  questionSetId: z.uuid(),
  /** Agent whose knowledge and settings are used; null without. */
  agentId: z.uuid().nullable(),
  version: measuredVersionSchema.nullable().default(null),
  columns: z.array(trialColumnSchema).min(1).max(limits.trialColumns),
  questions: testQuestionsSchema.min(1),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

const checkResultSchema = z.object({
  kind: z.string(),
  hasPassed: z.boolean(),
  /** Why, in words; for a judge what it was asked and said. */
  detail: z.string(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** What one column answered to one question. */
const evaluationCellSchema = z.object({
  question: z.int().nonnegative(),
  column: z.int().nonnegative(),
  answer: z.string(),
  /** Why there is no answer, in words. */
  problem: z.string().nullable(),
  ms: z.number().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  checks: z.array(checkResultSchema),
});
export type EvaluationCell = z.infer<typeof evaluationCellSchema>;
export const evaluationCellsSchema = z.array(evaluationCellSchema);
