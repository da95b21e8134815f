/** Midnight (UTC) before a moment: the day that it is counted in. */
export function trialDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}

/** Seconds until the day of a moment ends and budgets are whole again. */
export function secondsToNextDay(now: Date): number {
  return Math.max(1, Math.ceil((trialDay(now).getTime() + 86_400_000 - now.getTime()) / 1000));
}
