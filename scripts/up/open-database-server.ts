import path from 'node:path';
import { databaseName } from '#server/database-url.ts';
import { ensureDatabase } from '#server/db/embedded/ensure-database.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { type KeptDatabase, keepDatabase } from './keep-database.ts';
import type { Step } from './steps.ts';

/** Starts or joins the embedded PostgreSQL, or takes the one given, and migrates. `onStarted` gets the server that is ours to stop. */
export async function openDatabaseServer(
  step: Step,
  options: {
    home: string;
    databaseUrl: string | undefined;
    say: (line: string) => void;
    onStarted: (server: KeptDatabase) => void;
  },
): Promise<void> {
  const migrations = path.resolve('prisma/migrations');
  if (options.databaseUrl) {
    step.note('Using the PostgreSQL of DATABASE_URL');
    step.note(told(await migrate(options.databaseUrl, migrations)));
    return;
  }
  step.progress('starting PostgreSQL');
  const folder = path.join(options.home, 'postgres');
  const server = await startPostgres({ folder });
  options.onStarted(keepDatabase(server, { folder, say: options.say }));
  step.note(`PostgreSQL ${server.child ? 'runs' : 'was already running'} on port ${server.port}`);
  step.note(told(await migrate(await ensureDatabase(server.url, databaseName), migrations)));
}

function told(applied: string[]): string {
  return applied.length === 0 ? 'The schema is up to date' : `${applied.length} migrations applied`;
}
