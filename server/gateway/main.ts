import { openDeps } from '#server/deps.ts';
import { openGateway } from './open-gateway.ts';

const deps = openDeps('gateway');
const { values } = deps.config;
const gateway = await openGateway(deps, { host: values.GAIA_GATEWAY_HOST, port: values.GAIA_GATEWAY_PORT });
process.send?.({ ready: true });

await new Promise<void>((stop) => {
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop());
  process.on('disconnect', () => stop());
});
await gateway.close();
await deps.close();
