import { buildStudio } from './build-studio.ts';
import { noteChildren } from './end-leftovers.ts';
import { fetchModels } from './fetch-models.ts';
import { findPort } from './find-port.ts';
import { handOverKeys } from './hand-over-keys.ts';
import type { KeptDatabase } from './keep-database.ts';
import { openChainServer } from './open-chain-server.ts';
import { openDatabaseServer } from './open-database-server.ts';
import type { Ports, UpOptions } from './options.ts';
import { prepareProduct } from './prepare-product.ts';
import { printReady } from './print-ready.ts';
import { programs } from './programs.ts';
import { writeRunFile } from './run-file.ts';
import { openSteps } from './steps.ts';
import type { Supervisor } from './supervisor.ts';

/** From a data folder to a product that answers: named steps in order. Gives up at the next step when the signal aborts. */
export async function bringUp(
  options: UpOptions,
  input: {
    supervisor: Supervisor;
    say: (line: string) => void;
    signal: AbortSignal;
    onDatabase: (server: KeptDatabase) => void;
  },
): Promise<void> {
  const { home, isDev, databaseUrl } = options;
  const { supervisor, say, signal } = input;
  const steps = openSteps({ print: say, signal });
  say(`GaiaNet starts; its data is in ${home}`);

  await steps.run('Database', (step) =>
    openDatabaseServer(step, { home, databaseUrl, say, onStarted: input.onDatabase }),
  );
  const models = await steps.run('Models', (step) => fetchModels(step, { home, signal }));
  if (!isDev) await steps.run('Studio build', (step) => buildStudio(step, signal));
  const ports = await choosePorts(options, say);
  const keySettings = handOverKeys(home, process.env);
  const chain = await steps.run('Chain', (step) => openChainServer(step, { home, port: ports.chain, supervisor, say }));
  const places = { home, models: models.folder, isDev, ports, keySettings, sources: handed(options, ports) };
  const { gateway, worker, studio, node } = programs(places);

  await steps.run('Gateway and worker', async () => {
    await supervisor.start(gateway);
    await supervisor.start(worker);
  });
  await steps.run('Studio', () => supervisor.start(studio));
  const product = await prepareProduct({
    home,
    ports,
    steps,
    signal,
    chatModelId: models.chat.id,
    startNode: (where) => supervisor.start(node(where)),
  });
  noteChildren(home, supervisor.children());
  signal.throwIfAborted();
  const run = { ready: true as const, pid: process.pid, chain, ...product };
  writeRunFile(home, run);
  printReady(run, say);
  say(`Ready after ${steps.totalSeconds()} s.`);
}

/** Where the values came from that the programs get by their environment; a port that had to give way is nobody's wish. */
function handed(options: UpOptions, ports: Ports): Partial<UpOptions['sources']> {
  const { GAIA_HOME, GAIA_STUDIO_PORT, GAIA_GATEWAY_PORT, GAIA_CHAIN_PORT } = options.sources;
  return {
    GAIA_HOME,
    ...(ports.studio === options.ports.studio && { GAIA_STUDIO_PORT }),
    ...(ports.gateway === options.ports.gateway && { GAIA_GATEWAY_PORT }),
    ...(ports.chain === options.ports.chain && { GAIA_CHAIN_PORT }),
  };
}

async function choosePorts({ ports, rpcUrl }: UpOptions, say: (line: string) => void): Promise<Ports> {
  const taken = new Map<number, string>();
  return {
    studio: await findPort(ports.studio, { name: 'studio', taken, say }),
    gateway: await findPort(ports.gateway, { name: 'gateway', taken, say }),
    node: await findPort(ports.node, { name: 'node', taken, say }),
    chain: rpcUrl ? ports.chain : await findPort(ports.chain, { name: 'chain', taken, say }),
  };
}
