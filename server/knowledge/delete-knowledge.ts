import { AppError } from '#protocol/errors.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { assertNotOnSale } from '#server/components/assert-not-on-sale.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { dropDraft } from './draft/drop-draft.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';

/** Deletes a knowledge base with its documents, versions and stored files, and cancels what is being read. Throws `conflict`, naming them, while agents use it. */
export async function deleteKnowledge(deps: Deps, input: { ownerId: string; knowledgeId: string }): Promise<void> {
  const knowledge = await findOwnKnowledge(deps, input);
  await assertUnused(deps, knowledge);
  await assertNotOnSale(deps, knowledge);
  const { ownerId } = input;
  const documents = await deps.db.document.findMany({
    where: { knowledgeId: knowledge.id },
    select: { id: true, blobId: true },
  });
  const versions = await deps.db.version.findMany({
    where: { componentId: knowledge.id },
    select: { id: true, blobId: true },
  });
  const subjects = [...documents.map(({ id }) => `document:${id}`), ...versions.map(({ id }) => `version:${id}`)];
  const jobs = await deps.db.job.findMany({
    where: { ownerId, subject: { in: subjects }, state: { in: ['queued', 'running'] } },
    select: { id: true },
  });
  for (const { id } of jobs) await cancelJob(deps, { ownerId, jobId: id });
  await deps.db.$transaction([
    deps.db.chunkOverlay.deleteMany({ where: { knowledgeId: knowledge.id } }),
    deps.db.component.delete({ where: { id: knowledge.id }, select: { id: true } }),
  ]);
  await dropDraft(deps, { ownerId, knowledgeId: knowledge.id });
  await releaseBlobs(deps, { ownerId, blobIds: [...documents, ...versions].map(({ blobId }) => blobId) });
}

async function assertUnused(deps: Deps, knowledge: { id: string; ownerId: string; name: string }): Promise<void> {
  const agents = await deps.db.agent.findMany({
    where: { ownerId: knowledge.ownerId },
    select: { name: true, draft: true },
  });
  const users = agents.filter(({ draft }) =>
    agentDraftSchema.safeParse(draft).data?.knowledge.some(({ componentId }) => componentId === knowledge.id),
  );
  if (users.length === 0) return;
  const names = users.map(({ name }) => `"${name}"`).join(', ');
  throw new AppError('conflict', `"${knowledge.name}" is used by ${names}; take it out of there first.`);
}
