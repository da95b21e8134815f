import type { ResponseEvent } from '#protocol/openai/responses-events.ts';
import { assertResponseEvent } from './assert-open-ai-shape.ts';

/** Reads a streamed response to its end: every event has the published shape, its name before it, and a number that rises by one. */
export async function readResponseEvents(response: Response): Promise<ResponseEvent[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block !== '');
  const events = blocks.map((block) => {
    const [, name, text] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
    if (!text) throw new Error(`This is no event with a name: ${block}`);
    const event = JSON.parse(text) as ResponseEvent;
    if (event.type !== name) throw new Error(`${name} stands before an event of type ${event.type}.`);
    assertResponseEvent(event);
    return event;
  });
  const first = events[0]?.sequence_number ?? 0;
  const wrong = events.find((event, index) => event.sequence_number !== first + index);
  if (wrong) throw new Error(`Number ${wrong.sequence_number} is out of order.`);
  return events;
}
