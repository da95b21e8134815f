import type { Deps } from '#server/deps-type.ts';
import { type Check, fine, problem } from './check.ts';

const largestSkewMs = 5_000;

/** Whether the database answers, how fast, and whether its clock agrees with ours. */
export async function checkDatabase(deps: Pick<Deps, 'db'>): Promise<Check[]> {
  const startedMs = performance.now();
  try {
    const [row] = await deps.db.$queryRaw<{ now: Date; version: string }[]>`SELECT now() AS now, version() AS version`;
    const ms = Math.round(performance.now() - startedMs);
    const skewMs = row ? Math.abs(row.now.getTime() - Date.now()) : 0;
    return [fine('Database', `${row?.version.split(' on ')[0]}, answered in ${ms} ms`), clock(skewMs)];
  } catch {
    return [problem('Database', 'It does not answer.', 'Start it with npm run up, or check DATABASE_URL.')];
  }
}

function clock(skewMs: number): Check {
  const detail = `${(skewMs / 1_000).toFixed(1)} s apart from the database's`;
  if (skewMs <= largestSkewMs) return fine('Clock', detail);
  return problem('Clock', detail, 'Set both clocks by NTP: signatures and leases depend on them.');
}
