const deafMs = 2_000;
const parentLookMs = 1_000;

/** Aborts at the first SIGINT, SIGTERM or SIGHUP, or when the terminal's process is gone. Signals within two seconds of it are ignored (one Ctrl-C may reach us twice); a later one ends at once. */
export function openStop(options: { say: (line: string) => void; onForce: () => void }): AbortSignal {
  const parent = process.ppid;
  const stopping = new AbortController();
  let askedMs = 0;
  const ask = () => {
    if (!stopping.signal.aborted) {
      askedMs = performance.now();
      stopping.abort();
    } else if (performance.now() - askedMs > deafMs) {
      options.say('Ending at once.');
      options.onForce();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    ask();
  }, parentLookMs).unref();
  return stopping.signal;
}

/** Resolves when the signal aborts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
