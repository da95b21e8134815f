import type { ChatChunk } from '#protocol/openai/chat-response.ts';
import type { AnswerEvent, AnswerUsage } from '#runtime/answers/answer-types.ts';
import { chatIdentity, sumUsage } from './chat-identity.ts';
import type { ChatParts, ChatTask } from './respond-chat.ts';
import { type EventTeller, respondEvents } from './respond-events.ts';
import { runAnswers } from './run-answers.ts';
import { toChoiceLogprobs } from './to-choice-logprobs.ts';

/**
 * A chat completion as server-sent events: a role chunk, deltas, a chunk with `finish_reason` and `gaia`, optionally one with
 * usage and no choices, then `[DONE]`. What fails before the first event is an ordinary error response; later, an `error` event.
 */
export function streamChat(parts: ChatParts, task: ChatTask): Promise<Response> {
  return respondEvents(parts, task.signal, ({ send, signal }) => tellAll(parts, { ...task, signal }, send));
}

async function tellAll(parts: ChatParts, task: ChatTask, send: EventTeller['send']): Promise<void> {
  const identity = { object: 'chat.completion.chunk' as const, ...chatIdentity(task.request.model) };
  const usages: AnswerUsage[] = [];
  const opened = new Set<number>();
  const includesUsage = task.request.stream_options?.include_usage === true;
  const open = async (index: number, content: string | null) => {
    if (opened.has(index)) return;
    opened.add(index);
    await send({
      ...identity,
      choices: [choice(index, { role: 'assistant', content })],
      ...(includesUsage ? { usage: null } : {}),
    });
  };
  await runAnswers(parts, task, async (index, event) => {
    await open(index, event.type === 'tool-call' ? null : '');
    if (event.type === 'ended') usages.push(event.usage);
    await send({ ...identity, ...chunkOf(index, event), ...(includesUsage ? { usage: null } : {}) });
  });
  if (includesUsage) await send({ ...identity, choices: [], usage: sumUsage(usages) });
  await send('[DONE]');
}

function chunkOf(index: number, event: AnswerEvent): Pick<ChatChunk, 'choices' | 'gaia'> {
  switch (event.type) {
    case 'text':
      return {
        choices: [{ ...choice(index, { content: event.text }), logprobs: toChoiceLogprobs(event.logprobs) }],
      };
    case 'refusal':
      return { choices: [choice(index, { refusal: event.text })] };
    case 'tool-call': {
      const call = { id: event.id, type: 'function' as const, function: { name: event.name, arguments: '' } };
      return { choices: [choice(index, { tool_calls: [{ index: event.index, ...call }] })] };
    }
    case 'tool-arguments': {
      const part = { index: event.index, function: { arguments: event.text } };
      return { choices: [choice(index, { tool_calls: [part] })] };
    }
    case 'tool-card':
      return { choices: [choice(index, {})], gaia: { toolCall: event.card } };
    case 'ended':
      return { choices: [{ ...choice(index, {}), finish_reason: event.finishReason }], gaia: event.extras };
  }
}

function choice(index: number, delta: ChatChunk['choices'][number]['delta']): ChatChunk['choices'][number] {
  return { index, delta, finish_reason: null, logprobs: null };
}
