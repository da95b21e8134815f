import type { Deps } from '#server/deps-type.ts';

export const leaseMs = 15_000;

export interface ClaimedJob {
  id: string;
  ownerId: string;
  kind: string;
  payload: unknown;
  checkpoint: unknown;
  attempt: number;
  maxAttempts: number;
  /** It was being cancelled when its worker was lost. */
  isCancelling: boolean;
}

/** Takes the next job that is due, or one whose worker let the lease run out. Of several workers exactly one gets it. */
export async function claimJob(deps: Deps, input: { workerId: string; kinds: string[] }): Promise<ClaimedJob | null> {
  const now = deps.clock();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const rows = await deps.db.$queryRaw<ClaimedJob[]>`
    UPDATE "Job" SET
      "leaseUntil" = ${leaseUntil}, "leasedBy" = ${input.workerId}, "attempt" = "attempt" + 1,
      "startedAt" = COALESCE("startedAt", ${now}),
      "state" = CASE WHEN "state" = 'cancelling' THEN 'cancelling'::"JobState" ELSE 'running'::"JobState" END
    WHERE "id" = (
      SELECT "id" FROM "Job"
      WHERE "kind" = ANY(${input.kinds})
        AND (("state" = 'queued' AND "runAt" <= ${now}) OR ("state" IN ('running', 'cancelling') AND "leaseUntil" < ${now}))
      ORDER BY "runAt", "id"
      FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING "id", "ownerId", "kind", "payload", "checkpoint", "attempt", "maxAttempts", ("state" = 'cancelling') AS "isCancelling"`;
  return rows[0] ?? null;
}
