export interface EventStream<Event> {
  push(event: Event): void;
  end(): void;
  /** Readers get what was pushed before, then the error. */
  fail(error: unknown): void;
  read(): AsyncGenerator<Event>;
}

/** Connects somebody who tells with one reader who waits. */
export function openEventStream<Event>(): EventStream<Event> {
  const events: Event[] = [];
  let outcome: { error?: unknown } | undefined;
  let wake = () => {};

  return {
    push(event) {
      events.push(event);
      wake();
    },
    end() {
      outcome ??= {};
      wake();
    },
    fail(error) {
      outcome ??= { error };
      wake();
    },
    async *read() {
      for (;;) {
        for (let event = events.shift(); event !== undefined; event = events.shift()) yield event;
        if (outcome && 'error' in outcome) throw outcome.error;
        if (outcome) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
