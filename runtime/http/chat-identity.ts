import { newId } from '#protocol/new-id.ts';
import type { Usage } from '#protocol/openai/chat-response.ts';
import type { AnswerUsage } from '#runtime/answers/answer-types.ts';

/** Id and time that all chunks of one completion share. */
export function chatIdentity(model: string): { id: string; created: number; model: string } {
  return { id: `chatcmpl-${newId().replaceAll('-', '')}`, created: Math.floor(Date.now() / 1_000), model };
}

/** The prompt counts once for all of `n` answers, as OpenAI counts. */
export function sumUsage(parts: AnswerUsage[]): Usage {
  const [first] = parts;
  const completion = parts.reduce((sum, part) => sum + part.completionTokens, 0);
  return {
    prompt_tokens: first?.promptTokens ?? 0,
    completion_tokens: completion,
    total_tokens: (first?.promptTokens ?? 0) + completion,
    prompt_tokens_details: { cached_tokens: first?.cachedTokens ?? 0 },
  };
}
