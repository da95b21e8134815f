export interface TokenRate {
  add(tokens: number): void;
  perSecond(): number;
}

const windowMs = 10_000;

/** Counts generated tokens; gives tokens per second over the last ten seconds. */
export function openTokenRate(now: () => number = () => performance.now()): TokenRate {
  let counts: { at: number; tokens: number }[] = [];

  return {
    add(tokens) {
      const oldest = now() - windowMs;
      if ((counts[0]?.at ?? oldest) < oldest) counts = counts.filter((count) => count.at >= oldest);
      counts.push({ at: now(), tokens });
    },
    perSecond() {
      const oldest = now() - windowMs;
      const tokens = counts.reduce((sum, count) => (count.at >= oldest ? sum + count.tokens : sum), 0);
      return tokens / (windowMs / 1000);
    },
  };
}
