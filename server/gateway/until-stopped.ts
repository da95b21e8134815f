const signals = ['SIGINT', 'SIGTERM'] as const;

/** A second signal counts only after this long: Ctrl-C reaches a child twice. */
const repeatAfterMs = 2_000;

/** Resolves at the first SIGINT or SIGTERM, for an orderly stop. One that comes 2 s later or more ends the process at once. */
export function untilStopped(target: NodeJS.Process): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAtMs: number | undefined;
    const hear = (signal: NodeJS.Signals) => {
      const nowMs = performance.now();
      firstAtMs ??= nowMs;
      if (nowMs - firstAtMs >= repeatAfterMs) target.exit(1);
      resolve(signal);
    };
    for (const signal of signals) target.on(signal, hear);
  });
}
