import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';

/** A question that should make the model call the tool, and the arguments it should call it with. */
export const readinessPromptSchema = z.object({
  question: z.string().trim().min(1, 'Write the question.').max(2_000),
  /** By argument name; arguments that aren't named may be anything. */
  expected: jsonObjectSchema,
});
export type ReadinessPrompt = z.infer<typeof readinessPromptSchema>;

export const readinessRowSchema = readinessPromptSchema.extend({
  /** Function that the model called first; null when it called none. */
  called: z.string().nullable(),
  /** Its arguments as JSON text, or the answer's beginning when nothing was called. */
  answer: z.string().max(2_000),
  isRightTool: z.boolean(),
  /** Expected arguments that were missing or had another value. */
  wrongArguments: z.array(z.string()),
});
export type ReadinessRow = z.infer<typeof readinessRowSchema>;

/** `auto` leaves it to the model whether it calls at all; `required` only asks which tool, and with what. */
export const readinessChoices = ['auto', 'required'] as const;
export type ReadinessChoice = (typeof readinessChoices)[number];

const adviceCodes = [
  'ready',
  'describe',
  'say-when',
  'similar',
  'describe-arguments',
  'list-values',
  'taken-for-another',
  'never-called',
  'wrong-argument',
  'too-many-arguments',
  'too-many-tools',
] as const;

/** What would help the model, as a code that screens put into words, with the names it is about. */
const readinessAdviceSchema = z.object({ code: z.enum(adviceCodes), names: z.array(z.string()) });
export type ReadinessAdvice = z.infer<typeof readinessAdviceSchema>;

const readinessRunSchema = z.object({
  modelId: z.string(),
  ranAt: z.iso.datetime(),
  choice: z.enum(readinessChoices).default('auto'),
  /** Function names of all tools that the model could choose from. */
  among: z.array(z.string()),
  /** 0 to 100: half for the right tool, half for the right arguments. */
  score: z.int().min(0).max(100),
  rows: z.array(readinessRowSchema),
  advice: z.array(readinessAdviceSchema),
});
export type ReadinessRun = z.infer<typeof readinessRunSchema>;

/** `Tool.readiness`: a person's own prompts (made from the definition while null) and the last run. */
export const readinessSchema = z.object({
  prompts: z.array(readinessPromptSchema).max(20).nullable().default(null),
  last: readinessRunSchema.nullable().default(null),
});
export type Readiness = z.infer<typeof readinessSchema>;
