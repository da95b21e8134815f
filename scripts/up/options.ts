import path from 'node:path';

export interface UpOptions {
  home: string;
  /** Rebuild on change instead of a finished build. */
  isDev: boolean;
  isReset: boolean;
  ports: { studio: number; gateway: number; node: number };
}

/** What was asked for on the command line and in the environment. */
export function readOptions(argv: string[]): UpOptions {
  const unknown = argv.find((flag) => !['--dev', '--reset'].includes(flag));
  if (unknown) throw new Error(`Unknown option ${unknown}. Known: --dev (rebuild on change), --reset (start over).`);
  const port = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
  return {
    home: path.resolve(process.env.GAIA_HOME ?? '.data'),
    isDev: argv.includes('--dev'),
    isReset: argv.includes('--reset'),
    ports: {
      studio: port('GAIA_STUDIO_PORT', 3000),
      gateway: port('GAIA_GATEWAY_PORT', 3001),
      node: port('GAIA_NODE_PORT', 8080),
    },
  };
}
