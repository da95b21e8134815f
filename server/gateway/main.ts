import { openDeps } from '#server/deps.ts';
import { openGateway } from './open-gateway.ts';
import { untilStopped } from './until-stopped.ts';

const deps = openDeps('gateway');
try {
  const { GAIA_GATEWAY_HOST: host, GAIA_GATEWAY_PORT: port } = deps.config.values;
  const gateway = await openGateway(deps, { host, port });
  const signal = await untilStopped(process);
  deps.log.info({ signal }, 'gateway.stopping');
  await gateway.close();
} catch (error) {
  deps.log.fatal({ err: error }, 'gateway.failed');
  process.exitCode = 1;
} finally {
  await deps.close();
}
