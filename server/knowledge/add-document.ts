import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { documentName } from './document-name.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';
import { documentKinds, kindOfName } from './parse/document-kinds.ts';
import { queueIngest } from './queue-ingest.ts';

export interface AddDocumentInput {
  ownerId: string;
  knowledgeId: string;
  /** File name, or path in a dropped folder. */
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/**
 * Stores a file and queues its reading, in one transaction. Throws `invalid_input` (name), `unsupported_media`, `too_large`, `unreadable_document`
 * (empty), and `conflict` when the same bytes are a document here already: nothing is kept then.
 */
export async function addDocument(
  deps: Pick<Deps, 'db' | 'blobs' | 'clock'>,
  input: AddDocumentInput,
): Promise<{ documentId: string; jobId: string }> {
  const knowledge = await findOwnKnowledge(deps, input);
  const name = documentName(input.name);
  const { ownerId } = input;
  const stored = await store(deps, { ...input, name });
  const blob = await deps.db.$transaction((tx) => keepBlob(deps, tx, { ownerId, ...stored }));
  try {
    return await deps.db.$transaction((tx) =>
      addRow(deps, tx, { ownerId, knowledgeId: knowledge.id, name, blobId: blob.id, ...stored }),
    );
  } catch (cause) {
    await releaseBlobs(deps, { ownerId, blobIds: [blob.id] });
    throw cause;
  }
}

interface Stored {
  sha256: string;
  sizeBytes: number;
  mime: string;
}

async function store(deps: Pick<Deps, 'db' | 'blobs'>, input: AddDocumentInput): Promise<Stored> {
  const { name } = input;
  await assertStorageLeft(deps, { ownerId: input.ownerId, sizeBytes: 0 });
  const maxBytes = limits.documentSizeBytes;
  const stored = await deps.blobs.put(input.content, { maxBytes }).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== 'too_large') throw cause;
    const limit = Math.round(maxBytes / 1024 ** 2);
    throw new AppError('too_large', `"${name}" is larger than ${limit} MB, the limit for a file; split it.`, { cause });
  });
  const kind = kindOfName(name) ?? 'text';
  if (stored.sizeBytes > 0) return { ...stored, mime: documentKinds[kind].mime };
  throw new AppError('unreadable_document', `"${name}" is empty (0 bytes); add the file again from its source.`);
}

async function addRow(
  deps: Pick<Deps, 'clock'>,
  tx: Prisma.TransactionClient,
  input: Stored & { ownerId: string; knowledgeId: string; name: string; blobId: string },
): Promise<{ documentId: string; jobId: string }> {
  const { ownerId, knowledgeId, name, sha256, sizeBytes, mime, blobId } = input;
  const source = await uploadSource(deps, tx, { ownerId, knowledgeId });
  const now = deps.clock();
  const documentId = newId(now.getTime());
  const row = { id: documentId, ownerId, knowledgeId, sourceId: source.id, name, mime, sizeBytes, sha256, blobId };
  const made = await tx.document.createMany({ data: [{ ...row, createdAt: now }], skipDuplicates: true });
  if (made.count === 0) throw await duplicate(tx, input);
  await tx.component.update({ where: { id: knowledgeId }, data: { updatedAt: now }, select: { id: true } });
  return { documentId, jobId: await queueIngest(tx, { ownerId, documentId }) };
}

/** One source holds everything that was uploaded by hand. Locking the knowledge base keeps two first uploads from making two, and the count exact. */
async function uploadSource(
  deps: Pick<Deps, 'clock'>,
  tx: Prisma.TransactionClient,
  input: { ownerId: string; knowledgeId: string },
): Promise<{ id: string }> {
  const locked = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "Knowledge" WHERE "id" = ${input.knowledgeId}::uuid FOR UPDATE`;
  if (locked.length === 0) throw new AppError('not_found', 'This knowledge base was deleted meanwhile.');
  if ((await tx.document.count({ where: { knowledgeId: input.knowledgeId } })) >= limits.documentsPerKnowledge) {
    throw new AppError(
      'too_large',
      `A knowledge base holds at most ${limits.documentsPerKnowledge} documents; make another one for the rest.`,
    );
  }
  const where = { knowledgeId: input.knowledgeId, kind: 'upload' };
  const known = await tx.source.findFirst({ where, select: { id: true } });
  if (known) return known;
  const now = deps.clock();
  return tx.source.create({
    data: { ...where, id: newId(now.getTime()), ownerId: input.ownerId, label: 'Uploads', createdAt: now },
    select: { id: true },
  });
}

async function duplicate(
  tx: Prisma.TransactionClient,
  input: { knowledgeId: string; sha256: string; name: string },
): Promise<AppError> {
  const { knowledgeId, sha256, name } = input;
  const same = await tx.document.findUnique({
    where: { knowledgeId_sha256: { knowledgeId, sha256 } },
    select: { name: true },
  });
  return new AppError(
    'conflict',
    `"${name}" is the same file as "${same?.name ?? name}", which is here already; it was not added again.`,
    { param: 'name' },
  );
}
