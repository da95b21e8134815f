import type { AnswerEvent } from '#runtime/answers/answer-types.ts';

export interface SeenCall {
  id: string;
  name: string;
  /** Arguments, as far as they came. */
  text: string;
  /** Whether they are whole JSON. */
  isWhole: boolean;
}

/** The calls that a caller of a stream puts together from its events. */
export function callsOf(events: AnswerEvent[]): SeenCall[] {
  const calls: SeenCall[] = [];
  for (const event of events) {
    if (event.type === 'tool-call') calls[event.index] = { id: event.id, name: event.name, text: '', isWhole: false };
    const call = event.type === 'tool-arguments' ? calls[event.index] : undefined;
    if (call && event.type === 'tool-arguments') call.text += event.text;
  }
  return calls.map((call) => ({ ...call, isWhole: isJson(call.text) }));
}

/** The text of an answer. */
export function textOf(events: AnswerEvent[]): string {
  return events.flatMap((event) => (event.type === 'text' ? event.text : [])).join('');
}

/** How an answer ended. */
export function endOf(events: AnswerEvent[]): Extract<AnswerEvent, { type: 'ended' }> | undefined {
  return events.find((event) => event.type === 'ended');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
