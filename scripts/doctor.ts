import path from 'node:path';
import { readNodeConfig, shownNodeSettings } from '#runtime/env.ts';
import { ensureLocalOwner } from '#server/accounts/ensure-local-owner.ts';
import type { Check } from '#server/doctor/check.ts';
import { runDoctor } from '#server/doctor/run-doctor.ts';
import { runDoctorAlone } from '#server/doctor/run-doctor-alone.ts';
import { readServerConfig, type ServerConfig, shownSettings } from '#server/env.ts';
import { openRunningDeps } from './up/open-running-deps.ts';
import { runCommand } from './up/run-command.ts';

// npm run doctor: everything GaiaNet needs, checked; each ok, or the problem with its remedy.
await runCommand(async () => {
  const config = readServerConfig();
  const node = readNodeConfig(['--home', path.join(config.values.GAIA_HOME, 'node')]);
  print('Settings', shownSettings(config).map(toldSetting));
  print('Settings of the node', shownNodeSettings(node).map(toldSetting));
  const checks = await check(config, node.values.GAIA_NODE_PORT);
  print('Checks', checks.map(toldCheck));
  if (checks.some(({ state }) => state === 'problem')) process.exitCode = 1;
});

async function check({ values }: ServerConfig, nodePort: number): Promise<Check[]> {
  const { GAIA_HOME: home, GAIA_STUDIO_PORT: studio, GAIA_GATEWAY_PORT: gateway } = values;
  const opened = await openRunningDeps('doctor').catch((cause: unknown) => String((cause as Error).message));
  if (typeof opened === 'string')
    return await runDoctorAlone({ home, database: opened, ports: { studio, gateway, node: nodePort } });
  const { deps } = opened;
  try {
    const owner = await ensureLocalOwner(deps);
    return await runDoctor(deps, { ownerId: owner.id, home });
  } finally {
    await deps.close();
  }
}

function print(title: string, lines: string[]): void {
  console.log([title, ...lines, ''].join('\n'));
}

function toldSetting({ name, value, source }: { name: string; value: string; source: string }): string {
  return `  ${name} = ${value || '(none)'}  [${source}]`;
}

function toldCheck({ name, state, detail, remedy }: Check): string {
  return `  ${state === 'ok' ? 'ok     ' : 'PROBLEM'}  ${name}: ${detail}${remedy ? `\n           ${remedy}` : ''}`;
}
