import { newId } from '#protocol/new-id.ts';
import type { Prisma } from '#server/generated/client.ts';

/** Channel on which workers hear of new jobs. */
export const jobChannel = 'gaianet_jobs';

export interface NewJob {
  ownerId: string;
  kind: string;
  /** What it is about, for lists: `document:<id>`. */
  subject: string;
  payload: Prisma.InputJsonObject;
  /** A second job with the same key is not made; the first is returned. */
  idempotencyKey?: string;
  maxAttempts?: number;
  /** Not before this time; at once when absent. */
  runAt?: Date;
}

/** Writes a job in the caller's transaction: it exists exactly if the transaction commits, and workers hear of it then. */
export async function enqueueJob(tx: Prisma.TransactionClient, job: NewJob): Promise<{ id: string }> {
  const id = newId();
  const { ownerId, kind, subject, payload, idempotencyKey, maxAttempts, runAt } = job;
  const made = await tx.job.createMany({
    data: [
      {
        id,
        ownerId,
        kind,
        subject,
        payload,
        ...(idempotencyKey ? { idempotencyKey } : {}),
        ...(maxAttempts ? { maxAttempts } : {}),
        ...(runAt ? { runAt } : {}),
      },
    ],
    skipDuplicates: true,
  });
  if (made.count === 0 && idempotencyKey) {
    return tx.job.findUniqueOrThrow({ where: { idempotencyKey }, select: { id: true } });
  }
  await tx.$executeRaw`SELECT pg_notify(${jobChannel}, ${kind})`;
  return { id };
}
