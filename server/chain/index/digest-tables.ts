import type { Prisma } from '#server/generated/client.ts';
import { type ChainTable, chainTables } from './chain-tables.ts';

export type TableDigests = Record<string, { rows: number; digest: string }>;

/** Rows and a hash of the content of each table of the index; two indexes of the same blocks have the same. The cursor counts times and is left out. */
export async function digestTables(db: Prisma.TransactionClient): Promise<TableDigests> {
  const digests: TableDigests = {};
  for (const name of chainTables.filter((table) => table !== 'ChainCursor' && table !== 'ChainBlock'))
    digests[name] = await digest(db, name);
  return digests;
}

async function digest(db: Prisma.TransactionClient, name: ChainTable): Promise<{ rows: number; digest: string }> {
  const [row] = await db.$queryRawUnsafe<{ rows: number; digest: string }[]>(
    `SELECT count(*)::int AS rows, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
  );
  return row ?? { rows: 0, digest: '' };
}
