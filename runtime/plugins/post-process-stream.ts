interface TextEvent {
  type: 'text';
  text: string;
}

/**
 * The events of an answer with its text held back until it is finished and has been processed; then it comes as one piece.
 * Everything else passes at once, and what the events return is returned. For agents with post-processors, whose raw answer nobody may see.
 */
export async function* postProcessStream<Event extends { type: string }, Result>(
  events: AsyncGenerator<Event | TextEvent, Result, undefined>,
  process: (answer: string) => Promise<string>,
): AsyncGenerator<Event | TextEvent, Result, undefined> {
  let answer = '';
  for (;;) {
    const next = await events.next();
    if (next.done) {
      const text = answer === '' ? '' : await process(answer);
      if (text !== '') yield { type: 'text', text };
      return next.value;
    }
    if (isText(next.value)) answer += next.value.text;
    else yield next.value;
  }
}

function isText(event: { type: string }): event is TextEvent {
  return event.type === 'text';
}
