const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);

/** The clock of seeded rows: so many minutes after Monday, 5 January 2026, 09:00 UTC. */
export function seedTime(minutes: number): Date {
  return new Date(startMs + minutes * 60_000);
}
