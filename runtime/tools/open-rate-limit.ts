const windowMs = 60_000;

/** Counts calls over the last minute. */
export interface RateLimit {
  /** Takes one of so many calls a minute: 0 when it was free, else seconds until one is. */
  take(key: string, callsPerMinute: number): number;
}

/** Opens a limit that nothing was taken of. */
export function openRateLimit(now: () => number): RateLimit {
  const taken = new Map<string, number[]>();
  return {
    take(key, callsPerMinute) {
      if (callsPerMinute === 0) return 0;
      const recent = (taken.get(key) ?? []).filter((ms) => now() - ms < windowMs);
      const oldest = recent[recent.length - callsPerMinute];
      if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + windowMs - now()) / 1_000));
      taken.set(key, [...recent, now()]);
      return 0;
    },
  };
}
