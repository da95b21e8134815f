import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** What an answer must fulfil. */
const answerCheckSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contains'), text: z.string().min(1).max(500), matchesCase: z.boolean().default(false) }),
  z.object({ kind: z.literal('lacks'), text: z.string().min(1).max(500), matchesCase: z.boolean().default(false) }),
  /** A JavaScript pattern that must be found in the answer. */
  z.object({
    kind: z.literal('regex'),
    pattern: z.string().min(1).max(500),
    flags: z
      .string()
      .regex(/^[imsu]{0,4}$/, 'may only be i, m, s and u')
      .default('i'),
  }),
  /** JSON text of a schema that the answer, as JSON, must follow. */
  z.object({ kind: z.literal('json-schema'), schema: z.string().min(2).max(20_000) }),
  /** Cosine of the answer to an expected one. */
  z.object({
    kind: z.literal('similarity'),
    expected: z.string().min(1).max(2_000),
    threshold: z.number().min(0).max(1).default(0.7),
  }),
  /** A model says yes or no to a criterion; null asks the model that answered. */
  z.object({
    kind: z.literal('judge'),
    criterion: z.string().min(1).max(1_000),
    modelId: z.string().min(1).nullable().default(null),
  }),
]);
export type AnswerCheck = z.infer<typeof answerCheckSchema>;

const testQuestionSchema = z.object({
  question: z.string().trim().min(1).max(2_000),
  checks: z.array(answerCheckSchema).max(limits.checksPerQuestion),
});
export type TestQuestion = z.infer<typeof testQuestionSchema>;

export const testQuestionsSchema = z.array(testQuestionSchema).max(limits.questionsPerSet);
