import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';
import { pinJobKind } from './pin-job-kind.ts';

const mostAtOnce = 100;

/** Queues a pin on the IPFS node for every version that is on sale or on a deed and was never queued; nothing where this installation uses no such node. Safe to repeat. Returns how many. */
export async function queueMissingPins(deps: Pick<Deps, 'db' | 'ipfs'>): Promise<number> {
  if (!deps.ipfs.node) return 0;
  const versions = await deps.db.$queryRaw<{ id: string; ownerId: string }[]>`
    SELECT v."id"::text AS id, v."ownerId"::text AS "ownerId"
    FROM "SaleTerms" s JOIN "Version" v ON v."componentId" = s."componentId" AND v."isReady"
    WHERE s."takenDownAt" IS NULL AND s."state" IN ('offered', 'minted')
      AND (v."id" = s."versionId" OR EXISTS (
        SELECT 1 FROM "DeedVersion" d WHERE d."deedId" = s."deedId" AND d."contentRoot" = v."contentRoot"))
      AND NOT EXISTS (SELECT 1 FROM "Job" j WHERE j."idempotencyKey" = 'pin:' || v."id")
    ORDER BY v."id" LIMIT ${mostAtOnce}`;
  for (const { id: versionId, ownerId } of versions) {
    await deps.db.$transaction((tx) =>
      enqueueJob(tx, {
        ...{ ownerId, kind: pinJobKind, subject: `version:${versionId}`, payload: { versionId } },
        idempotencyKey: `pin:${versionId}`,
      }),
    );
  }
  return versions.length;
}
