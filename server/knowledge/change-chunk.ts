import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { embeddingModel } from './embedding/embedding-model.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';
import { queueIngest } from './queue-ingest.ts';

/** Letters that a token has at least, on average, in texts that people write. */
const lettersPerToken = 3;

export interface ChangeChunkInput {
  ownerId: string;
  knowledgeId: string;
  chunkId: string;
  /** Switched-off chunks are neither searched nor published. */
  isEnabled?: boolean | undefined;
  /** null takes the person's text back; undefined leaves it as it is. */
  text?: string | null | undefined;
}

/**
 * Switches a chunk on or off, or gives it another text, as an overlay that survives reading the document again. A new text is embedded by a job.
 * Throws `not_found`, also for somebody else's, and `invalid_input` for an empty or too long text.
 */
export async function changeChunk(deps: Pick<Deps, 'db'>, input: ChangeChunkInput): Promise<void> {
  const knowledge = await findOwnKnowledge(deps, input);
  const text = checkText(input.text, embeddingModel(knowledge.embeddingModel).maxTokens * lettersPerToken);
  const key = { knowledgeId: knowledge.id, chunkId: input.chunkId };

  await deps.db.$transaction(async (tx) => {
    const [chunk] = await tx.$queryRaw<{ id: string; documentId: string; text: string }[]>`
      SELECT "id", "documentId", "text" FROM "Chunk"
      WHERE "knowledgeId" = ${key.knowledgeId}::uuid AND "chunkId" = ${key.chunkId} FOR UPDATE`;
    if (!chunk) throw new AppError('not_found', 'This passage is no longer there; its document was read again.');
    const before = await tx.chunkOverlay.findUnique({
      where: { knowledgeId_chunkId: key },
      select: { text: true },
    });
    const change = {
      ...(input.isEnabled === undefined ? {} : { isEnabled: input.isEnabled }),
      ...(text === undefined ? {} : { text: text === chunk.text ? null : text }),
    };
    const after = await tx.chunkOverlay.upsert({
      where: { knowledgeId_chunkId: key },
      create: { ...key, ownerId: input.ownerId, ...change },
      update: change,
      select: { text: true },
    });
    if ((before?.text ?? null) === after.text) return;
    await tx.chunkVector.deleteMany({ where: { rowId: chunk.id } });
    await queueIngest(tx, { ownerId: input.ownerId, documentId: chunk.documentId, keepsChunks: true });
  });
}

function checkText(text: string | null | undefined, longest: number): string | null | undefined {
  if (text === undefined || text === null) return text;
  const clean = text.replaceAll('\0', '').toWellFormed().trim();
  if (clean !== '' && clean.length <= longest) return clean;
  const message =
    clean === ''
      ? 'A passage needs some text; switch it off instead of emptying it.'
      : `The passage has ${clean.length} characters; the embedding model reads about ${longest}. Shorten it.`;
  throw new AppError('invalid_input', message, { param: 'text' });
}
