import type { Deps } from '#server/deps-type.ts';

export interface NewVersion {
  number: number;
  createdAt: Date;
  /** As its creator described it; empty where the version isn't of this studio. */
  note: string;
  sizeBytes: number;
}

/** Versions of a deed that are newer than what the account has installed. They come only when it asks for them. */
export async function listNewVersions(
  deps: Pick<Deps, 'db'>,
  { ownerId, deedId }: { ownerId: string; deedId: string },
): Promise<NewVersion[]> {
  const entry = await deps.db.libraryEntry.findUnique({
    where: { ownerId_deedId: { ownerId, deedId } },
    select: { number: true },
  });
  const rows = await deps.db.deedVersion.findMany({
    where: { deedId, number: { gt: entry?.number ?? 0 } },
    orderBy: { number: 'desc' },
    select: { number: true, createdAt: true, contentRoot: true },
  });
  const known = await deps.db.version.findMany({
    where: { contentRoot: { in: rows.map(({ contentRoot }) => contentRoot) } },
    orderBy: { createdAt: 'asc' },
    select: { contentRoot: true, note: true, sizeBytes: true },
  });
  return rows.map(({ contentRoot, ...row }) => {
    const version = known.find((one) => one.contentRoot === contentRoot);
    return { ...row, note: version?.note ?? '', sizeBytes: Number(version?.sizeBytes ?? 0) };
  });
}
