import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnDocument } from './find-own-document.ts';
import { queueIngest } from './queue-ingest.ts';

/** Reads a failed or cancelled document again, from the step that it reached. Throws `conflict` for one in another state. */
export async function retryDocument(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; documentId: string },
): Promise<{ jobId: string }> {
  const { ownerId } = input;
  const document = await findOwnDocument(deps, input);
  return deps.db.$transaction(async (tx) => {
    const again = await tx.document.updateMany({
      where: { id: document.id, state: { in: ['failed', 'cancelled'] } },
      data: { state: 'queued' },
    });
    if (again.count === 0) {
      throw new AppError('conflict', `"${document.name}" has neither failed nor been cancelled; nothing to retry.`);
    }
    return { jobId: await queueIngest(tx, { ownerId, documentId: document.id, keepsChunks: !document.hasFile }) };
  });
}
