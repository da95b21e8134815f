import type { AnswerEvent } from '#runtime/answers/answer-types.ts';

/** Keeps what a model says from its own memory: text is let through only when a call of the node's has succeeded, which gives it something to rest on. */
export async function* withholdText<Result>(
  events: AsyncGenerator<AnswerEvent, Result>,
): AsyncGenerator<AnswerEvent, Result> {
  let hasSource = false;
  for (let next = await events.next(); ; next = await events.next()) {
    if (next.done) return next.value;
    const event = next.value;
    if (event.type === 'tool-card' && event.card.state === 'done') hasSource = true;
    if (event.type !== 'text' || hasSource) yield event;
  }
}
