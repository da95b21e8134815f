import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { readServerState } from '#server/db/embedded/server-state.ts';
import type { ServerConfig } from './env.ts';

export const databaseName = 'gaianet';

/** Where the database is: `DATABASE_URL`, else the embedded PostgreSQL that `npm run up` started in the data folder. */
export function databaseUrl({ values }: ServerConfig): string {
  if (values.DATABASE_URL) return values.DATABASE_URL;
  const state = readServerState(path.join(values.GAIA_HOME, 'postgres.json'));
  if (!state)
    throw new AppError(
      'loading',
      'GaiaNet was never started on this data folder, so it has no database yet; run npm run up, or set DATABASE_URL.',
    );
  return `postgresql://postgres:${state.password}@127.0.0.1:${state.port}/${databaseName}`;
}
