import type { LegacyLogprobs } from '#protocol/openai/completion-request.ts';
import type { GenerationEvent } from '#runtime/engine/engine.ts';

export type Told = NonNullable<Extract<GenerationEvent, { type: 'text' }>['logprobs']>;

/** What the engine told of tokens in the shape of the completions API; `offset` is where the first of them begins. */
export function toLegacyLogprobs(told: Told, offset: number): LegacyLogprobs {
  const starts: number[] = [];
  let at = offset;
  for (const { text } of told) {
    starts.push(at);
    at += text.length;
  }
  return {
    tokens: told.map(({ text }) => text),
    token_logprobs: told.map(({ logprob }) => logprob),
    top_logprobs: told.map(({ top }) => Object.fromEntries(top.map(({ text, logprob }) => [text, logprob]))),
    text_offset: starts,
  };
}
