import type { Deps } from '#server/deps-type.ts';
import { askTrial } from '#server/evaluations/ask-trial.ts';

const judge = 'You check answers. Reply with one word: yes or no.';
const longestAnswer = 4_000;

export interface JudgeInput {
  ownerId: string;
  question: string;
  answer: string;
  criterion: string;
  modelId: string;
  signal: AbortSignal;
}

/** A model's yes or no to whether an answer fulfils a criterion. Only a reply that begins with yes passes; the detail holds what was asked and said. */
export async function judgeAnswer(deps: Deps, input: JudgeInput): Promise<{ hasPassed: boolean; detail: string }> {
  const { ownerId, modelId, signal, criterion } = input;
  const question = [
    `Question: ${input.question}`,
    `Answer: ${input.answer.slice(0, longestAnswer)}`,
    `Criterion: ${criterion}`,
    'Does the answer fulfil the criterion? Reply yes or no.',
  ].join('\n\n');
  const column = {
    ...{ label: 'judge', role: 'system' as const, text: judge, fewShot: [], modelId },
    ...{ temperature: 0, topP: 1, maxCompletionTokens: 16 },
  };
  const { answer: reply } = await askTrial(deps, { ownerId, agentId: null, column, question, signal });
  const verdict = /^[\s"'*_]*(yes|no)\b/i.exec(reply)?.[1]?.toLowerCase();
  const said = verdict
    ? `The judge said ${verdict}.`
    : `The judge said neither yes nor no, as small models do; choose a larger one to judge. It said: "${reply.slice(0, 200)}".`;
  return { hasPassed: verdict === 'yes', detail: `${said}\n\nAsked with "${judge}":\n${question}` };
}
