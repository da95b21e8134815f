import type { Deps } from '#server/deps-type.ts';
import { countDocuments, type DocumentCounts } from './count-documents.ts';

export interface KnowledgeRow {
  id: string;
  name: string;
  description: string;
  updatedAt: Date;
  documents: DocumentCounts;
  chunks: number;
  /** Number of the newest published version; null before the first. */
  newestVersion: number | null;
}

/** The owner's knowledge bases, the one changed last first. */
export async function listKnowledge(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<KnowledgeRow[]> {
  const rows = await deps.db.component.findMany({
    where: { ownerId: input.ownerId, kind: 'knowledge' },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      description: true,
      updatedAt: true,
      knowledge: { select: { _count: { select: { chunks: true } } } },
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  const counts = await countDocuments(
    deps,
    rows.map(({ id }) => id),
  );
  return rows.map(({ knowledge, versions, ...row }) => ({
    ...row,
    documents: counts(row.id),
    chunks: knowledge?._count.chunks ?? 0,
    newestVersion: versions[0]?.number ?? null,
  }));
}
