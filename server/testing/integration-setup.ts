import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  await migrate(await ensureDatabase(server.url, templateDatabase), path.resolve('prisma/migrations'));
  project.provide('serverUrl', server.url);
  return async () => {
    await server.stop();
    removeCluster(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  };
}
