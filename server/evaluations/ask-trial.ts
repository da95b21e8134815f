import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { completionSchema } from '#server/agents/preview-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { tryPrompt } from '#server/prompts/try-prompt.ts';

export interface TrialQuestion {
  ownerId: string;
  agentId: string | null;
  column: TrialColumn;
  question: string;
  signal: AbortSignal;
}

/** A column's whole answer to one question. Throws what the node refuses with. */
export async function askTrial(
  deps: Deps,
  { question, ...trial }: TrialQuestion,
): Promise<{ answer: string; promptTokens: number; completionTokens: number }> {
  const messages = [{ role: 'user', content: question }];
  const response = await tryPrompt(deps, { ...trial, messages, stream: false });
  const { choices, usage } = completionSchema.parse(await response.json());
  return {
    answer: choices[0]?.message.content ?? '',
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
  };
}
