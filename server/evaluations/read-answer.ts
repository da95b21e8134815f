import { z } from 'zod';

const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }),
});

export interface WholeAnswer {
  answer: string;
  promptTokens: number;
  completionTokens: number;
}

/** The answer in a node's whole completion, with what it cost. */
export async function readAnswer(response: Response): Promise<WholeAnswer> {
  const { choices, usage } = answerSchema.parse(await response.json());
  return {
    answer: choices[0]?.message.content ?? '',
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
  };
}
