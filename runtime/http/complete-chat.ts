import { AppError } from '#protocol/errors.ts';
import type { ChatCompletion, ToolCall } from '#protocol/openai/chat-response.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import { chatIdentity, sumUsage } from './chat-identity.ts';
import type { ChatParts, ChatTask } from './respond-chat.ts';
import { runAnswers } from './run-answers.ts';
import { toChoiceLogprobs } from './to-choice-logprobs.ts';

interface Collected {
  text: string;
  refusal: string | null;
  told: Told;
  calls: ToolCall[];
}

type Told = NonNullable<Extract<AnswerEvent, { type: 'text' }>['logprobs']>;
type Ended = Extract<AnswerEvent, { type: 'ended' }>;

/** A chat completion in one piece. */
export async function completeChat(parts: ChatParts, task: ChatTask): Promise<ChatCompletion> {
  const count = task.request.n ?? 1;
  const collected = Array.from({ length: count }, (): Collected => ({ text: '', refusal: null, told: [], calls: [] }));
  const ends: (Ended | undefined)[] = Array.from({ length: count }, () => undefined);
  await runAnswers(parts, task, (choice, event) => {
    const answer = collected[choice];
    if (event.type === 'ended') ends[choice] = event;
    else if (answer) collect(answer, event);
  });
  const [first] = ends;
  if (!first) throw new AppError('internal');
  const choices = ends.map((end, index) => ({
    index,
    message: messageOf(collected[index]),
    finish_reason: end?.finishReason ?? ('stop' as const),
    logprobs: task.request.logprobs ? toChoiceLogprobs(collected[index]?.told) : null,
    ...(count > 1 && end ? { gaia: end.extras } : {}),
  }));
  const usage = sumUsage(ends.flatMap((end) => end?.usage ?? []));
  return { object: 'chat.completion', ...chatIdentity(task.request.model), choices, usage, gaia: first.extras };
}

function collect(answer: Collected, event: AnswerEvent): void {
  if (event.type === 'text') {
    answer.text += event.text;
    answer.told.push(...(event.logprobs ?? []));
  } else if (event.type === 'refusal') {
    answer.refusal = event.text;
  } else if (event.type === 'tool-call') {
    answer.calls.push({ id: event.id, type: 'function', function: { name: event.name, arguments: '' } });
  } else if (event.type === 'tool-arguments') {
    const call = answer.calls[event.index];
    if (call) call.function.arguments += event.text;
  }
}

/** As OpenAI shapes it: no text beside calls is null, and so is the text beside a refusal. */
function messageOf({ text, refusal, calls }: Omit<Collected, 'told'> = { text: '', refusal: null, calls: [] }) {
  const called = calls.length > 0 ? { tool_calls: calls } : {};
  const isSilent = refusal !== null || (text === '' && calls.length > 0);
  return { role: 'assistant' as const, content: isSilent ? null : text, refusal, ...called };
}
