import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { embeddingModel, fingerprintHash } from '#server/knowledge/embedding/embedding-model.ts';
import { findOwnKnowledge, type OwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';
import { calibrateDraft } from './calibrate-draft.ts';
import { writeKnowledgeFiles } from './write-knowledge-files.ts';

/** The job `knowledge.publish`: calibrates the evidence threshold, writes the files, signs the manifest, stores the bundle, marks the version ready. Safe to repeat. */
export async function publishKnowledge(deps: Deps, payload: { versionId: string }, context: JobContext): Promise<void> {
  const version = await deps.db.version.findUnique({
    where: { id: payload.versionId },
    select: {
      id: true,
      ownerId: true,
      componentId: true,
      number: true,
      createdAt: true,
      isReady: true,
      component: { select: { parents: true } },
    },
  });
  if (!version || version.isReady) return;
  const { ownerId } = version;
  const knowledge = await findOwnKnowledge(deps, { ownerId, knowledgeId: version.componentId });
  const evidenceThreshold = await calibrate(deps, knowledge, context);

  const folder = await mkdtemp(path.join(tmpdir(), 'gaianet-publish-'));
  try {
    const { fingerprint } = embeddingModel(knowledge.embeddingModel);
    const { files, documents, chunks } = await writeKnowledgeFiles(deps, {
      knowledgeId: knowledge.id,
      fingerprint: fingerprintHash(fingerprint),
      folder,
      signal: context.signal,
      onProgress: (done, total) =>
        context.report({ step: 'writing', done, total, message: `${done} of ${total} passages are written` }),
    });
    await context.report({ step: 'signing', done: chunks, total: chunks, message: 'Signing and storing the bundle' });
    const part = { documents, chunks, fingerprint, chunking: knowledge.chunking, evidenceThreshold };
    const bundle = await buildBundle(deps, { ownerId, facts: factsOf(knowledge, version, part), files });
    await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function factsOf<Part>(
  knowledge: OwnKnowledge,
  version: { number: number; createdAt: Date; component: { parents: string[] } },
  part: Part,
) {
  return {
    kind: 'knowledge' as const,
    name: knowledge.name,
    description: knowledge.description,
    version: version.number,
    createdAt: version.createdAt.toISOString(),
    licence: '',
    parents: version.component.parents,
    knowledge: part,
  };
}

/** Publishing needs no node: without one the last threshold stays, and the job's log says so. */
async function calibrate(deps: Deps, knowledge: OwnKnowledge, context: JobContext): Promise<number | null> {
  await context.report({ step: 'calibrating', done: 0, total: 0, message: 'Measuring what counts as evidence' });
  try {
    return await calibrateDraft(deps, { knowledge, signal: context.signal });
  } catch (cause) {
    context.signal.throwIfAborted();
    if (!(cause instanceof AppError)) throw cause;
    const message = `The evidence threshold was not measured anew: ${cause.message}`;
    await context.report({ step: 'calibrating', done: 0, total: 0, message });
    return knowledge.evidenceThreshold;
  }
}
