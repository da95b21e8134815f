import { databaseUrl } from '#server/database-url.ts';
import { answersQueries } from '#server/db/embedded/answers-queries.ts';
import { type OpenDeps, openDeps } from '#server/deps.ts';
import { readServerConfig } from '#server/env.ts';
import { type RunFile, readRunFile } from './run-file.ts';

/** The deps of the product on this data folder, at the ports that it really took, and what runs there now. Throws with what to do when its database does not answer. */
export async function openRunningDeps(
  processName: string,
  home?: string,
): Promise<{ deps: OpenDeps; run: RunFile | null }> {
  const flags = { GAIA_HOME: home, GAIA_LOG_LEVEL: 'silent' };
  const run = readRunFile(readServerConfig(process.env, flags).values.GAIA_HOME);
  const taken = run && {
    GAIA_STUDIO_PORT: String(run.ports.studio),
    GAIA_GATEWAY_PORT: String(run.ports.gateway),
  };
  const config = readServerConfig(process.env, { ...flags, ...taken });
  if (!(await answersQueries(databaseUrl(config))))
    throw new Error('The database does not answer; start GaiaNet with npm run up, or correct DATABASE_URL.');
  return { deps: openDeps(processName, config), run };
}
