import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureDatabase } from '#server/db/embedded/ensure-database.ts';
import { removeCluster } from '#server/db/embedded/remove-cluster.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { templateDatabase } from './provided-context.ts';

/** One PostgreSQL for the run, with a migrated template; the returned function stops it and removes its files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-test-'));
  const server = await startPostgres({ folder: path.join(folder, 'postgres') });
  await forgetDurability(server.url);
  await migrate(await ensureDatabase(server.url, templateDatabase), path.resolve('prisma/migrations'));
  project.provide('serverUrl', server.url);
  return async () => {
    await server.stop();
    removeCluster(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Nothing here has to outlive a power cut: PostgreSQL needn't wait for the disk. */
async function forgetDurability(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}
