import { AppError } from '#protocol/errors.ts';
import type { ChatCompletion } from '#protocol/openai/chat-response.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import { chatIdentity, sumUsage } from './chat-identity.ts';
import type { ChatParts, ChatTask } from './respond-chat.ts';
import { runAnswers } from './run-answers.ts';

type Ended = Extract<AnswerEvent, { type: 'ended' }>;

/** A chat completion in one piece. */
export async function completeChat(parts: ChatParts, task: ChatTask): Promise<ChatCompletion> {
  const count = task.request.n ?? 1;
  const texts = Array.from({ length: count }, () => '');
  const refusals = Array.from({ length: count }, (): string | null => null);
  const ends: (Ended | undefined)[] = Array.from({ length: count }, () => undefined);
  await runAnswers(parts, task, (choice, event) => {
    if (event.type === 'text') texts[choice] += event.text;
    else if (event.type === 'refusal') refusals[choice] = event.text;
    else ends[choice] = event;
  });
  const [first] = ends;
  if (!first) throw new AppError('internal');
  const choices = ends.map((end, index) => ({
    index,
    message: messageOf(texts[index] ?? '', refusals[index] ?? null),
    finish_reason: end?.finishReason ?? ('stop' as const),
    logprobs: null,
    ...(count > 1 && end ? { gaia: end.extras } : {}),
  }));
  const usage = sumUsage(ends.flatMap((end) => end?.usage ?? []));
  return { object: 'chat.completion', ...chatIdentity(task.request.model), choices, usage, gaia: first.extras };
}

/** As OpenAI shapes it: a refusal is beside the content, which is null then. */
function messageOf(text: string, refusal: string | null) {
  return { role: 'assistant' as const, content: refusal === null ? text : null, refusal };
}
