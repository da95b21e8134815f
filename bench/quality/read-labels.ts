import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LabelledPair } from './measure-attribution.ts';
import type { LabelledQuestion } from './measure-search.ts';

const questionsSchema = z.array(
  z.strictObject({ question: z.string(), documentName: z.string(), expectedSubstring: z.string() }),
);
const foreignSchema = z.array(z.string());
const pairsSchema = z.array(z.strictObject({ sentence: z.string(), passage: z.string(), isSupported: z.boolean() }));

/** What a person labelled on the handbook: questions with their evidence, questions it can't answer, and sentence–passage pairs. */
export async function readLabels(): Promise<{
  questions: LabelledQuestion[];
  foreign: string[];
  pairs: LabelledPair[];
}> {
  const [questions, foreign, pairs] = await Promise.all([
    read('./questions.json', questionsSchema),
    read('./foreign.json', foreignSchema),
    read('./pairs.json', pairsSchema),
  ]);
  return { questions, foreign, pairs };
}

async function read<Label>(name: string, schema: z.ZodType<Label>): Promise<Label> {
  return schema.parse(JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8')));
}
