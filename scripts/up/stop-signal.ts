const deafMs = 2_000;
const parentLookMs = 1_000;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP, or when the terminal's process is gone. Signals within two seconds of it are ignored (one Ctrl-C may reach us twice); a later one ends at once. */
export function openStop(say: (line: string) => void): { asked: Promise<void> } {
  const parent = process.ppid;
  let askedMs = 0;
  const asked = new Promise<void>((resolve) => {
    const ask = () => {
      if (askedMs === 0) {
        askedMs = performance.now();
        resolve();
      } else if (performance.now() - askedMs > deafMs) {
        say('Ending at once.');
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    setInterval(() => {
      if (process.ppid !== parent && askedMs === 0) ask();
    }, parentLookMs).unref();
  });
  return { asked };
}
