import { AppError } from '#protocol/errors.ts';
import type { ChatChunk } from '#protocol/openai/chat-response.ts';
import type { AnswerEvent, AnswerUsage } from '#runtime/answers/answer-types.ts';
import { chatIdentity, sumUsage } from './chat-identity.ts';
import { errorBody, errorResponse } from './error-response.ts';
import type { ChatParts, ChatTask } from './respond-chat.ts';
import { runAnswers } from './run-answers.ts';

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/**
 * A chat completion as server-sent events: a role chunk, deltas, a chunk with `finish_reason` and `gaia`, optionally one with
 * usage and no choices, then `[DONE]`. What fails before the first event is an ordinary error response; later, an `error` event.
 */
export async function streamChat(parts: ChatParts, task: ChatTask): Promise<Response> {
  const gone = new AbortController();
  const signal = AbortSignal.any([task.signal, gone.signal]);
  const encoder = new TextEncoder();
  const pipe = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 64 }, { highWaterMark: 64 });
  const writer = pipe.writable.getWriter();
  writer.closed.catch(() => gone.abort());
  const send = (value: object | '[DONE]') =>
    writer.write(encoder.encode(`data: ${value === '[DONE]' ? value : JSON.stringify(value)}\n\n`));

  const started = Promise.withResolvers<void>();
  const work = tellAll(parts, { ...task, signal }, { send, onStart: started.resolve }).then(
    () => writer.close(),
    async (cause: unknown) => {
      started.reject(cause);
      if (!(cause instanceof AppError) && !signal.aborted) parts.log.error({ err: cause }, 'stream.failed');
      await send(errorBody(cause)).catch(() => undefined);
      await writer.close();
    },
  );
  work.catch(() => undefined);
  try {
    await started.promise;
  } catch (cause) {
    await pipe.readable.cancel();
    return errorResponse(cause);
  }
  return new Response(pipe.readable, { headers });
}

interface Telling {
  send: (value: object | '[DONE]') => Promise<void>;
  onStart: () => void;
}

async function tellAll(parts: ChatParts, task: ChatTask, { send, onStart }: Telling): Promise<void> {
  const identity = { object: 'chat.completion.chunk' as const, ...chatIdentity(task.request.model) };
  const usages: AnswerUsage[] = [];
  const opened = new Set<number>();
  const includesUsage = task.request.stream_options?.include_usage === true;
  const open = async (index: number) => {
    if (opened.has(index)) return;
    opened.add(index);
    onStart();
    await send({
      ...identity,
      choices: [choice(index, { role: 'assistant', content: '' })],
      ...(includesUsage ? { usage: null } : {}),
    });
  };
  await runAnswers(parts, task, async (index, event) => {
    await open(index);
    if (event.type === 'ended') usages.push(event.usage);
    await send({ ...identity, ...chunkOf(index, event), ...(includesUsage ? { usage: null } : {}) });
  });
  if (includesUsage) await send({ ...identity, choices: [], usage: sumUsage(usages) });
  await send('[DONE]');
}

function chunkOf(index: number, event: AnswerEvent): Pick<ChatChunk, 'choices' | 'gaia'> {
  if (event.type === 'text') return { choices: [choice(index, { content: event.text })] };
  if (event.type === 'refusal') return { choices: [choice(index, { refusal: event.text })] };
  return { choices: [{ ...choice(index, {}), finish_reason: event.finishReason }], gaia: event.extras };
}

function choice(index: number, delta: ChatChunk['choices'][number]['delta']): ChatChunk['choices'][number] {
  return { index, delta, finish_reason: null, logprobs: null };
}
