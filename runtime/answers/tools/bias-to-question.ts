import type { AnswerDeps, AnswerInput } from '#runtime/answers/answer-types.ts';
import { callerMessages } from '#runtime/answers/caller-messages.ts';

/** Added to the logits of the question's tokens; measured in docs/decisions/calls-of-small-models.md. */
const bias = 2;
/** Words that are looked at, from the start of the question. */
const mostWords = 200;

/**
 * A bias to the words of the last question, for calls of small models: what arguments hold is mostly said there, and a model that
 * begins another word can't go back. Nothing where the chat model's tokens are another server's.
 */
export async function biasToQuestion(
  { engine }: Pick<AnswerDeps, 'engine'>,
  { agent, request }: Pick<AnswerInput, 'agent' | 'request'>,
): Promise<Record<number, number>> {
  if (!engine.hasChatFiles) return {};
  const question = callerMessages(request).findLast(({ role }) => role === 'user')?.content ?? '';
  const words = (question.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
  // In an argument a word stands behind a quote or behind a space, which are other tokens.
  const forms = [...new Set(words.flatMap((word) => [word, ` ${word}`]))];
  if (forms.length === 0) return {};
  const tokens = (await engine.tokenize(agent.manifest.model.sha256, forms)).flat();
  return Object.fromEntries(tokens.map((token) => [token, bias]));
}
