import { AppError } from '#protocol/errors.ts';
import type { ChatRequest, GenerationEvent, TokenLogprob } from '#runtime/engine/engine.ts';
import { askUpstream, lost } from './ask-upstream.ts';
import { readUpstreamEvents, type UpstreamChunk } from './read-upstream-events.ts';
import { toUpstreamBody } from './to-upstream-body.ts';
import type { Upstream, UpstreamPlace } from './upstream-type.ts';

interface UpstreamChat {
  place: UpstreamPlace;
  upstream: Upstream;
  request: ChatRequest;
  queuedMs: number;
  signal: AbortSignal;
}

/** One generation on the server behind this node. Tokens of the prompt are known at its end; a server that counts nothing is counted by its chunks. */
export async function* chatUpstream(chat: UpstreamChat): AsyncGenerator<GenerationEvent> {
  const { place, upstream, request, signal } = chat;
  try {
    const response = await askUpstream(place, { ...toUpstreamBody(upstream, request), signal });
    for await (const event of toEvents(readUpstreamEvents(response), chat)) {
      // What came before the caller left is not told after.
      if (signal.aborted) throw lost(place.root, { cause: signal.reason, signal });
      yield event;
    }
  } catch (cause) {
    if (cause instanceof AppError && !signal.aborted) throw cause;
    throw lost(place.root, { cause, signal });
  }
}

async function* toEvents(
  chunks: AsyncIterable<UpstreamChunk>,
  { queuedMs, request }: UpstreamChat,
): AsyncGenerator<GenerationEvent> {
  const startedAt = performance.now();
  let firstAt: number | null = null;
  let last: Choice | undefined;
  let pieces = 0;
  const counts = { promptTokens: 0, cachedTokens: 0, queuedMs };
  let usage: UpstreamChunk['usage'];
  for await (const chunk of chunks) {
    usage = chunk.usage ?? usage;
    const [choice] = chunk.choices;
    if (!choice) continue;
    if (firstAt === null) yield { type: 'started', ...counts, prefillMs: performance.now() - startedAt };
    firstAt ??= performance.now();
    if (choice.finish_reason) last = choice;
    const text = textOf(choice);
    if (text === '') continue;
    pieces += 1;
    yield { type: 'text', text, tokens: 1, ...logprobsOf(choice) };
  }
  const generationMs = performance.now() - (firstAt ?? startedAt);
  yield { type: 'ended', ...reasonOf(last, request), generationMs, ...usageOf(usage, pieces) };
}

/** Most servers don't say whether the model or a stop string ended the text; vLLM has `stop_reason`, null where it was the model. */
function reasonOf(
  last: Choice | undefined,
  { stop = [] }: ChatRequest,
): { finishReason: 'stop' | 'length'; isCut: boolean } {
  if (last?.finish_reason === 'length') return { finishReason: 'length', isCut: false };
  return { finishReason: 'stop', isCut: stop.length > 0 && last?.stop_reason !== null };
}

function textOf({ delta, text }: Choice): string {
  return delta?.content ?? text ?? '';
}

function usageOf(usage: UpstreamChunk['usage'], pieces: number) {
  return {
    completionTokens: usage?.completion_tokens ?? pieces,
    promptTokens: usage?.prompt_tokens ?? 0,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
  };
}

type Choice = UpstreamChunk['choices'][number];
type Told = NonNullable<NonNullable<NonNullable<Choice['logprobs']>['content']>[number]>;

function logprobsOf({ logprobs }: Choice) {
  const content = logprobs?.content;
  if (!content) return {};
  return { logprobs: content.map((one) => ({ ...told(one), top: one.top_logprobs.map(told) })) };
}

function told({ token, logprob, bytes }: Pick<Told, 'token' | 'logprob' | 'bytes'>): TokenLogprob {
  return { text: token, logprob, bytes: bytes ?? [...new TextEncoder().encode(token)] };
}
