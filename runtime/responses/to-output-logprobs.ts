import type { ResponseStep } from '#protocol/openai/responses-events.ts';
import type { OutputText } from '#protocol/openai/responses-object.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import type { TokenLogprob } from '#runtime/engine/engine.ts';

type Told = Extract<AnswerEvent, { type: 'text' }>['logprobs'];
type Logprobs = OutputText['logprobs'];

/** What the engine told of tokens, as a text of a response carries it; empty where nothing was asked. */
export function toOutputLogprobs(told: Told): Logprobs {
  return (told ?? []).map(({ top, ...token }) => ({ ...shown(token), top_logprobs: top.map(shown) }));
}

function shown({ text, bytes, logprob }: TokenLogprob) {
  return { token: text, bytes, logprob };
}

/** The same for events, which leave the bytes out. */
export function eventLogprobs(
  logprobs: Logprobs,
): Extract<ResponseStep, { type: 'response.output_text.delta' }>['logprobs'] {
  const short = ({ token, logprob }: { token: string; logprob: number }) => ({ token, logprob });
  return logprobs.map(({ top_logprobs: top, ...one }) => ({ ...short(one), top_logprobs: top.map(short) }));
}
