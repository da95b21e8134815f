import { AppError } from '#protocol/errors.ts';
import { addVersion } from '#server/components/add-version.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';
import { countDocuments } from '#server/knowledge/count-documents.ts';
import { findOwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';

/** Name of the job kind that builds a version's bundle. */
export const publishJobKind = 'knowledge.publish';

/**
 * Takes the next version number of a knowledge base and queues the building of its bundle. Throws `conflict` while documents are being read, while another version is
 * being built, and when there is nothing to publish.
 */
export async function queuePublish(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; knowledgeId: string; note: string },
): Promise<{ versionId: string; number: number; jobId: string }> {
  const knowledge = await findOwnKnowledge(deps, input);
  const { ownerId, note } = input;
  await assertPublishable(deps, knowledge);
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Component" WHERE "id" = ${knowledge.id}::uuid FOR UPDATE`;
    const building = await tx.version.findMany({
      where: { componentId: knowledge.id, isReady: false },
      select: { id: true },
    });
    const subjects = building.map(({ id }) => `version:${id}`);
    const open = await tx.job.count({
      where: { subject: { in: subjects }, state: { in: ['queued', 'running', 'cancelling'] } },
    });
    if (open > 0) throw new AppError('conflict', 'A version is being built already; wait until it is ready.');
    await tx.version.deleteMany({ where: { componentId: knowledge.id, isReady: false } });

    const version = await addVersion(deps, tx, { ownerId, componentId: knowledge.id, note });
    const job = await enqueueJob(tx, {
      ownerId,
      kind: publishJobKind,
      subject: `version:${version.id}`,
      payload: { versionId: version.id },
    });
    return { versionId: version.id, number: version.number, jobId: job.id };
  });
}

async function assertPublishable(deps: Pick<Deps, 'db'>, knowledge: { id: string; name: string }): Promise<void> {
  const counts = (await countDocuments(deps, [knowledge.id]))(knowledge.id);
  if (counts.running > 0) {
    throw new AppError(
      'conflict',
      `${counts.running} of ${counts.total} documents are still being read; wait for them, or cancel them.`,
    );
  }
  if (counts.ready === 0) {
    throw new AppError('conflict', `"${knowledge.name}" has no document that is ready; add one first.`);
  }
}
