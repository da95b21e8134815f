import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { waitForJob } from '#server/jobs/wait-for-job.ts';
import { addDocument } from '#server/knowledge/add-document.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { listDocuments } from '#server/knowledge/list-documents.ts';
import { listVersions } from '#server/knowledge/list-versions.ts';
import { queuePublish } from '#server/knowledge/publish/queue-publish.ts';
import { sample } from './sample.ts';
import type { SampleInput } from './seed-sample.ts';

/** The handbook as a knowledge base with a published version. */
export async function seedSampleKnowledge(deps: Deps, input: SampleInput): Promise<void> {
  const { ownerId } = input;
  const target = { ownerId, knowledgeId: sample.knowledgeId };
  const known = await deps.db.component.findUnique({ where: { id: sample.knowledgeId }, select: { id: true } });
  if (!known) {
    const description = 'What GaiaNet is and how it works, in twelve pages.';
    await createKnowledge(deps, { ownerId, id: sample.knowledgeId, name: sample.knowledgeName, description });
    await deps.db.goldenQuestion.createMany({
      data: sample.goldenQuestions.map((golden) => ({ ...golden, id: newId(), ...target })),
    });
  }
  const versions = await listVersions(deps, target);
  if (versions.some(({ state }) => state === 'ready')) {
    input.note(`"${sample.knowledgeName}" is published already`);
    return;
  }
  await addPages(deps, input);
  input.say('publishing the knowledge');
  const { jobId } = await queuePublish(deps, { ...target, note: 'First version' });
  await waitForJob(deps, {
    jobId,
    onProgress: ({ step, done, total }) => input.say(`publishing: ${step} ${done} of ${total}`),
    ...(input.signal && { signal: input.signal }),
  });
  const { documents } = await listDocuments(deps, target);
  const chunks = documents.reduce((sum, document) => sum + document.chunks, 0);
  input.note(`"${sample.knowledgeName}": ${documents.length} documents, ${chunks} passages, published`);
}

async function addPages(deps: Deps, { ownerId, folder, say, signal }: SampleInput): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const jobs: string[] = [];
  for (const name of names) {
    const content = createReadStream(path.join(folder, name)) as AsyncIterable<Uint8Array>;
    const added = await addDocument(deps, { ownerId, knowledgeId: sample.knowledgeId, name, content }).catch(
      (cause: unknown) => {
        if (cause instanceof AppError && cause.code === 'conflict') return null;
        throw cause;
      },
    );
    if (added) jobs.push(added.jobId);
  }
  for (const [index, jobId] of jobs.entries()) {
    say(`reading and embedding: ${index} of ${jobs.length} pages`);
    await waitForJob(deps, { jobId, ...(signal && { signal }) });
  }
}
