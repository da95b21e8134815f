import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '#server/db/client.ts';
import { ensureDatabase } from '#server/db/embedded/ensure-database.ts';
import type { PrismaClient } from '#server/generated/client.ts';
import { templateDatabase } from './provided-context.ts';

/** Rows go, in any order and past rules that keep them; to truncate tables takes a hundred times as long. */
const emptyAll = `DO $$
  DECLARE found record;
  BEGIN
    SET LOCAL session_replication_role = replica;
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
      EXECUTE format('DELETE FROM %I', found.tablename);
    END LOOP;
  END $$`;

export interface TestDatabase {
  db: PrismaClient;
  url: string;
  /** Empties every table; the schema stays. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A migrated, empty database of the test file's own on the run's PostgreSQL. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = await ensureDatabase(serverUrl, name, { template: templateDatabase });
  const db = openDatabase(url);
  return {
    db,
    url,
    async clear() {
      await db.$executeRawUnsafe(emptyAll);
    },
    async close() {
      await db.$disconnect();
      await dropDatabase(serverUrl, name);
    },
  };
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
  await client.end();
}
