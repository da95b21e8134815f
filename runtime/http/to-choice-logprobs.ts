import type { ChoiceLogprobs } from '#protocol/openai/chat-response.ts';
import type { GenerationEvent, TokenLogprob } from '#runtime/engine/engine.ts';

type Told = NonNullable<Extract<GenerationEvent, { type: 'text' }>['logprobs']>;

/** What the engine told of tokens, in OpenAI's shape; null where nothing was asked. */
export function toChoiceLogprobs(told: Told | undefined): ChoiceLogprobs | null {
  if (!told) return null;
  const content = told.map(({ top, ...token }) => ({ ...shown(token), top_logprobs: top.map(shown) }));
  return { content, refusal: null };
}

function shown({ text, bytes, logprob }: TokenLogprob) {
  return { token: text, logprob, bytes };
}
