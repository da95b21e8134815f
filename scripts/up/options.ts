import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNodeConfig } from '#runtime/env.ts';
import { readServerConfig, type ServerConfig } from '#server/env.ts';

export interface UpOptions {
  home: string;
  /** PostgreSQL to use instead of the embedded one. */
  databaseUrl: string | undefined;
  /** A network that is used instead of the local chain. */
  rpcUrl: string | undefined;
  /** Rebuild on change instead of a finished build. */
  isDev: boolean;
  isReset: boolean;
  /** Answers the question of `--reset` with yes. */
  isSure: boolean;
  ports: Ports;
  /** Where the servers' settings came from. */
  sources: ServerConfig['sources'];
}

export interface Ports {
  studio: number;
  gateway: number;
  node: number;
  /** Of the local chain; nobody listens there when a network is used instead. */
  chain: number;
}

export const knownFlags = {
  dev: { type: 'boolean' },
  reset: { type: 'boolean' },
  yes: { type: 'boolean' },
  home: { type: 'string' },
  'studio-port': { type: 'string' },
  'gateway-port': { type: 'string' },
  'node-port': { type: 'string' },
  'chain-port': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** How to call `up`, for a person. */
export function usage(): string {
  return fs.readFileSync(path.join(import.meta.dirname, 'usage.txt'), 'utf8').trimEnd();
}

/** What was asked for: command line over environment over `config.json` in the data folder over defaults. Null when only the usage was asked for. */
export function readOptions(argv: string[]): UpOptions | null {
  const flags = parseFlags(argv);
  if (flags.help) return null;
  const { values, sources } = readServerConfig(process.env, {
    GAIA_HOME: flags.home,
    GAIA_STUDIO_PORT: flags['studio-port'],
    GAIA_GATEWAY_PORT: flags['gateway-port'],
    GAIA_CHAIN_PORT: flags['chain-port'],
  });
  const nodeFlags = ['--home', path.join(values.GAIA_HOME, 'node')];
  if (flags['node-port']) nodeFlags.push('--port', flags['node-port']);
  const node = readNodeConfig(nodeFlags).values;
  return {
    home: values.GAIA_HOME,
    databaseUrl: values.DATABASE_URL,
    rpcUrl: values.GAIA_RPC_URL,
    isDev: flags.dev ?? false,
    isReset: flags.reset ?? false,
    isSure: flags.yes ?? false,
    sources,
    ports: {
      studio: values.GAIA_STUDIO_PORT,
      gateway: values.GAIA_GATEWAY_PORT,
      node: node.GAIA_NODE_PORT,
      chain: values.GAIA_CHAIN_PORT,
    },
  };
}

function parseFlags(argv: string[]) {
  try {
    return parseArgs({ args: argv, options: knownFlags }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n\n${usage()}`, { cause });
  }
}
