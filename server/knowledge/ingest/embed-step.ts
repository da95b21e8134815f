import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { embeddingModel, fingerprintHash } from '#server/knowledge/embedding/embedding-model.ts';
import { findOwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';
import { type IngestingDocument, moveDocument } from './document-steps.ts';
import { embedBatch } from './embed-batch.ts';
import { runLanes } from './run-lanes.ts';

const batchSize = 32;
/** Batches under way at once: one is computed on the node while the other is written here. */
const lanes = 2;
/** Rounds for chunks that were edited while others were embedded. */
const rounds = 5;

/**
 * Embeds every chunk of the document that has no vector of the present model, batch by batch. Each batch is kept as it comes, so a killed worker's
 * successor goes on with what is missing, and only with that.
 */
export async function embedStep(deps: Deps, document: IngestingDocument, context: JobContext): Promise<void> {
  const { id: documentId, ownerId, knowledgeId } = document;
  await moveDocument(deps.db, context, { documentId, data: { state: 'embedding' } });
  const knowledge = await findOwnKnowledge(deps, { ownerId, knowledgeId });
  const model = embeddingModel(knowledge.embeddingModel);
  const fingerprint = fingerprintHash(model.fingerprint);
  const total = await deps.db.chunk.count({ where: { documentId } });

  for (let round = 0; round < rounds; round += 1) {
    const missing = await chunksWithoutVector(deps, { documentId, fingerprint });
    let done = total - missing.length;
    const report = () =>
      context.report({ step: 'embedding', done, total, message: `${done} of ${total} passages are embedded` });
    if (round === 0) await report();
    if (missing.length === 0) return;
    await runLanes(inBatches(missing), lanes, async (chunkRowIds) => {
      context.signal.throwIfAborted();
      await embedBatch(deps, { ownerId, model, fingerprint, chunkRowIds, signal: context.signal });
      done = Math.min(total, done + chunkRowIds.length);
      await report();
    });
  }
  throw new AppError('internal', 'Passages were changed again and again while they were embedded; try again.');
}

async function chunksWithoutVector(deps: Deps, input: { documentId: string; fingerprint: string }): Promise<string[]> {
  const rows = await deps.db.chunk.findMany({
    where: {
      documentId: input.documentId,
      OR: [{ vector: { is: null } }, { vector: { fingerprint: { not: input.fingerprint } } }],
    },
    orderBy: { ordinal: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

function inBatches(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / batchSize);
  return Array.from({ length: count }, (_, index) => ids.slice(index * batchSize, (index + 1) * batchSize));
}
