import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import { openDeps } from '#server/deps.ts';
import { runDoctor } from '#server/doctor/run-doctor.ts';
import { readServerConfig, shownSettings } from '#server/env.ts';
import { readRunFile } from './up/run-file.ts';

// npm run doctor: everything GaiaNet needs, checked; each ok, or the problem with its remedy.
const config = readServerConfig({ GAIA_LOG_LEVEL: 'silent', ...process.env });
const run = readRunFile(config.values.GAIA_HOME);
const deps = openDeps('doctor', config);
if (run) Object.assign(deps.origins, { studio: run.studio, gateway: run.gateway });

console.log('Settings');
for (const { name, value, source } of shownSettings(config))
  console.log(`  ${name} = ${value || '(none)'}  [${source}]`);

console.log('\nChecks');
const owner = await ensureLocalOwner(deps).catch(() => ({ id: '' }));
const checks = await runDoctor(deps, { ownerId: owner.id, home: config.values.GAIA_HOME });
for (const { name, state, detail, remedy } of checks) {
  console.log(
    `  ${state === 'ok' ? 'ok     ' : 'PROBLEM'}  ${name}: ${detail}${remedy ? `\n           ${remedy}` : ''}`,
  );
}
await deps.close();
process.exitCode = checks.some(({ state }) => state === 'problem') ? 1 : 0;
