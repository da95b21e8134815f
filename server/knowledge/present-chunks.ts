import { chunkId } from '#protocol/bundles/chunk-id.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Prisma } from '#server/generated/client.ts';

/** A chunk as it counts now: with a person's text where there is one, and then with the id that belongs to that text. */
export interface PresentChunk {
  rowId: string;
  /** Id of the chunk as it was cut; what overlays are kept by. */
  chunkId: string;
  /** Content-derived id of the text as it is now: what nodes and bundles know. */
  presentId: string;
  /** A person's text; null where nobody changed it. */
  editedText: string | null;
}

/** The chunks of a knowledge base that are switched on and have a vector of this fingerprint, in the order of documents (name, hash) and places. */
export async function presentChunks(
  db: Prisma.TransactionClient,
  input: { knowledgeId: string; fingerprint: string },
): Promise<PresentChunk[]> {
  const { knowledgeId, fingerprint } = input;
  const overlays = await db.chunkOverlay.findMany({
    where: { knowledgeId },
    select: { chunkId: true, isEnabled: true, text: true },
  });
  const byChunk = new Map(overlays.map((overlay) => [overlay.chunkId, overlay]));
  const rows = await db.chunk.findMany({
    where: { knowledgeId, vector: { fingerprint }, document: { state: { notIn: ['failed', 'cancelled'] } } },
    orderBy: [{ document: { name: 'asc' } }, { document: { sha256: 'asc' } }, { ordinal: 'asc' }],
    select: { id: true, chunkId: true },
  });
  const enabled = rows.filter((row) => byChunk.get(row.chunkId)?.isEnabled ?? true);
  const edited = await editedIds(db, { knowledgeId, overlays, taken: rows.map((row) => row.chunkId) });
  return enabled.map((row) => ({
    rowId: row.id,
    chunkId: row.chunkId,
    presentId: edited.get(row.chunkId) ?? row.chunkId,
    editedText: byChunk.get(row.chunkId)?.text ?? null,
  }));
}

async function editedIds(
  db: Prisma.TransactionClient,
  input: { knowledgeId: string; overlays: readonly { chunkId: string; text: string | null }[]; taken: string[] },
): Promise<Map<string, string>> {
  const texts = new Map(
    input.overlays.flatMap(({ chunkId: id, text }) => (text === null ? [] : [[id, text] as const])),
  );
  const rows = await db.chunk.findMany({
    where: { knowledgeId: input.knowledgeId, chunkId: { in: [...texts.keys()] } },
    orderBy: { chunkId: 'asc' },
    select: { chunkId: true, headingPath: true, document: { select: { sha256: true } } },
  });
  const taken = new Set(input.taken);
  const ids = new Map<string, string>();
  for (const { chunkId: id, headingPath, document } of rows) {
    const place = { documentSha256: document.sha256, headingPath, text: texts.get(id) ?? '' };
    let occurrence = 0;
    while (taken.has(chunkId({ ...place, occurrence }, nativeHashing))) occurrence += 1;
    const presentId = chunkId({ ...place, occurrence }, nativeHashing);
    taken.add(presentId);
    ids.set(id, presentId);
  }
  return ids;
}
