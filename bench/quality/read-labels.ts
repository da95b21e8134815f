import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LabelledSentence } from './measure-attribution.ts';
import type { LabelledQuestion } from './measure-search.ts';

const questionsSchema = z.array(
  z.strictObject({ id: z.string(), question: z.string(), document: z.string(), evidence: z.string() }),
);
const foreignSchema = z.array(z.strictObject({ id: z.string(), question: z.string() }));
const attributionsSchema = z.array(
  z.strictObject({
    id: z.string(),
    sentence: z.string(),
    passages: z.array(z.string()).min(1),
    supportedBy: z.int().nonnegative().nullable(),
  }),
);

/** What a person labelled on the handbook: questions with their evidence, questions it can't answer, and sentences with the passage that supports them. */
export async function readLabels(): Promise<{
  questions: LabelledQuestion[];
  foreign: string[];
  sentences: LabelledSentence[];
}> {
  const [questions, foreign, sentences] = await Promise.all([
    read('./questions.json', questionsSchema),
    read('./foreign-questions.json', foreignSchema),
    read('./attributions.json', attributionsSchema),
  ]);
  return { questions, foreign: foreign.map(({ question }) => question), sentences };
}

async function read<Label>(name: string, schema: z.ZodType<Label>): Promise<Label> {
  return schema.parse(JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8')));
}
