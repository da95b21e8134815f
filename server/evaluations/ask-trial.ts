import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import type { Deps } from '#server/deps-type.ts';
import { tryPrompt } from '#server/prompts/try-prompt.ts';
import { readAnswer, type WholeAnswer } from './read-answer.ts';

export interface TrialQuestion {
  ownerId: string;
  agentId: string | null;
  column: TrialColumn;
  question: string;
  signal: AbortSignal;
}

/** A column's whole answer to one question. Throws what the node refuses with. */
export async function askTrial(deps: Deps, { question, ...trial }: TrialQuestion): Promise<WholeAnswer> {
  const messages = [{ role: 'user', content: question }];
  return readAnswer(await tryPrompt(deps, { ...trial, messages, stream: false }));
}
