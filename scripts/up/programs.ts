import path from 'node:path';
import { handedSources, type ServerConfig } from '#server/env.ts';
import type { Ports } from './options.ts';
import { scrubbedEnvironment } from './scrubbed-environment.ts';
import type { Program } from './supervisor.ts';

export interface Places {
  home: string;
  models: string;
  isDev: boolean;
  ports: Ports;
  /** Settings that tell the servers where the keys are that aren't in the data folder. */
  keySettings: Record<string, string>;
  /** Where the settings came from that are handed over here. */
  sources: Partial<ServerConfig['sources']>;
}

/** The order in which programs are stopped. */
export const stopOrder = ['gateway', 'worker', 'studio', 'node', 'chain'];

const serverNames = [
  'DATABASE_URL',
  'GAIA_SECRET_KEY_FILE',
  'S3_URL',
  'GAIA_IPFS_API',
  'GAIA_IPFS_GATEWAY',
  'GAIA_STUDIO_URL',
  'GAIA_GATEWAY_HOST',
  'GAIA_GATEWAY_PUBLIC_URL',
  'GAIA_WORKER_JOBS',
  'GAIA_RPC_URL',
  'GAIA_CHAIN_ID',
  'GAIA_CONTRACTS',
  'GAIA_CONFIRMATIONS',
  'GAIA_RELAY_KEY_FILE',
  'GAIA_LOG_LEVEL',
];
const nodeNames = [
  'GAIA_KEYSTORE_PASSWORD',
  'GAIA_GPU',
  'GAIA_NODE_API_KEY',
  'GAIA_NODE_HOST',
  'GAIA_ENGINE_URL',
  'GAIA_ENGINE_KEY',
  'GAIA_ENGINE_MODEL',
  'QDRANT_URL',
  'QDRANT_API_KEY',
  'GAIA_SEARCH_URL',
  'GAIA_SEARCH_RESULTS',
  'GAIA_SEARCH_KEY',
  'GAIA_LOG_LEVEL',
];
const endsWithParent = `--import=${path.join(import.meta.dirname, 'end-with-parent.mjs')}`;

/** The programs of the product, each with the settings it needs and no others. */
export function programs(places: Places): {
  gateway: Program;
  worker: Program;
  studio: Program;
  node: (where: { join: string | null; gatewayUrl: string }) => Program;
} {
  const { ports, home, isDev } = places;
  const own = (names: string[]) => Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const flags = isDev ? ['--watch-preserve-output', '--watch'] : [endsWithParent];
  const server = scrubbedEnvironment({
    ...own(serverNames),
    ...places.keySettings,
    GAIA_HOME: home,
    GAIA_STUDIO_PORT: String(ports.studio),
    GAIA_GATEWAY_PORT: String(ports.gateway),
    GAIA_CHAIN_PORT: String(ports.chain),
    [handedSources]: JSON.stringify(places.sources),
    ...(isDev ? { NODE_ENV: 'development' } : {}),
  });
  return {
    gateway: {
      name: 'gateway',
      args: [...flags, 'server/gateway/main.ts'],
      env: server,
      healthUrl: `http://127.0.0.1:${ports.gateway}/health`,
    },
    worker: { name: 'worker', args: [...flags, 'server/worker/main.ts'], env: server, healthUrl: null },
    studio: {
      name: 'studio',
      args: studioArgs(places),
      env: server,
      healthUrl: `http://127.0.0.1:${ports.studio}/api/health`,
    },
    node: ({ join, gatewayUrl }) => ({
      name: 'node',
      args: [...flags, 'runtime/main.ts', '--home', path.join(home, 'node'), '--port', String(ports.node)],
      env: scrubbedEnvironment({
        ...own(nodeNames),
        GAIA_MODELS: places.models,
        GAIA_GATEWAY_URL: gatewayUrl,
        ...(join ? { GAIA_JOIN_TOKEN: join } : {}),
      }),
      healthUrl: `http://127.0.0.1:${ports.node}/health`,
    }),
  };
}

/** On the loopback only: `next start` would listen everywhere. */
function studioArgs({ isDev, ports }: Places): string[] {
  const flags = isDev ? [] : [endsWithParent];
  const command = isDev ? 'dev' : 'start';
  return [...flags, 'node_modules/next/dist/bin/next', command, '-H', '127.0.0.1', '-p', String(ports.studio)];
}
