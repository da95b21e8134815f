import type { AnswerUsage } from '#runtime/answers/answer-types.ts';

/** Adds what one message took to a sum. */
export function addUsage(sum: AnswerUsage, one: AnswerUsage): void {
  sum.promptTokens += one.promptTokens;
  sum.cachedTokens += one.cachedTokens;
  sum.completionTokens += one.completionTokens;
}
