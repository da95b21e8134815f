import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

const privateKey = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value),
  'must be 0x and 64 hexadecimal digits',
);
const port = z.coerce.number().int().min(1).max(65_535);

/** Settings of the studio, the worker and the gateway. */
export const serverEnvironment = z.object({
  GAIA_HOME: z.string().min(1).default('.data').describe('Folder of all state'),
  DATABASE_URL: z.url().optional().describe('PostgreSQL to use instead of the embedded one'),
  GAIA_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits')
    .optional()
    .describe('Key that seals secrets at rest, 64 hexadecimal digits; else secret.key in GAIA_HOME'),
  GAIA_SECRET_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File that holds that key, where it should not be in the environment'),
  S3_URL: z
    .string()
    .min(1)
    .optional()
    .describe('S3-compatible store of files instead of the data folder: https://KEY:SECRET@host/bucket?region=…'),
  GAIA_IPFS_API: z
    .url()
    .optional()
    .describe('API of a Kubo node that pins what is on sale, such as http://127.0.0.1:5001'),
  GAIA_IPFS_GATEWAY: z
    .url()
    .optional()
    .describe('IPFS gateway from which nodes may fetch bundles too, such as https://ipfs.io'),
  GAIA_STUDIO_PORT: port.default(3000).describe('Port of the studio'),
  GAIA_STUDIO_URL: z.url().optional().describe('Public address of the studio, where it differs from 127.0.0.1'),
  GAIA_GATEWAY_HOST: z.string().default('127.0.0.1').describe('Address the gateway listens on'),
  GAIA_GATEWAY_PORT: port.default(3001).describe('Port of the gateway'),
  GAIA_GATEWAY_PUBLIC_URL: z.url().optional().describe('Public address of the gateway, where nodes elsewhere reach it'),
  GAIA_WORKER_JOBS: z.coerce.number().int().min(1).max(64).default(4).describe('Jobs a worker runs at once'),
  GAIA_CHAIN_PORT: port.default(8545).describe('Port of the local chain'),
  GAIA_RPC_URL: z.url().optional().describe('JSON-RPC address of a network to use instead of the local chain'),
  GAIA_CHAIN_ID: z.coerce.number().int().positive().optional().describe('Chain id of that network'),
  GAIA_CONTRACTS: z
    .string()
    .min(1)
    .optional()
    .describe('File with the addresses of the contracts there, as npm run contracts:deploy writes it'),
  GAIA_CONFIRMATIONS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe('Blocks on top of an event there before it counts'),
  GAIA_RELAY_KEY: privateKey.optional().describe('Private key that pays for what the server sends to that network'),
  GAIA_RELAY_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File that holds that private key, where it should not be in the environment'),
  GAIA_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least serious lines that are logged'),
});
type ServerSettings = z.infer<typeof serverEnvironment>;

const settingSource = z.enum(['flag', 'environment', 'config.json', 'default']);
export type SettingSource = z.infer<typeof settingSource>;

export interface ServerConfig {
  values: ServerSettings;
  sources: Record<keyof ServerSettings, SettingSource>;
}

const secretNames = new Set(['DATABASE_URL', 'GAIA_SECRET_KEY', 'GAIA_RELAY_KEY', 'GAIA_RPC_URL', 'S3_URL']);

type Given = Record<string, string | undefined>;

/** Reads the settings: flags over environment over `config.json` in the data folder over defaults. Throws a sentence that names the value and where it came from. */
export function readServerConfig(environment: Given = process.env, flags: Given = {}): ServerConfig {
  const home = path.resolve(flags.GAIA_HOME ?? environment.GAIA_HOME ?? '.data');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = readConfigFile(path.join(home, 'config.json'));
  const found = Object.keys(serverEnvironment.shape).map((name) => ({
    name,
    ...findSetting(name, { flags, environment, file }),
  }));
  const told = readHandedSources(environment[handedSources]);
  const sources = Object.fromEntries(
    found.map(({ name, source }) => [name, source === 'environment' ? (told[name] ?? source) : source]),
  ) as ServerConfig['sources'];
  const given = found.filter(({ source }) => source !== 'default').map(({ name, value }) => [name, value]);
  const parsed = serverEnvironment.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw wrongSetting(parsed.error, sources);
  return { values: withKeys({ ...parsed.data, GAIA_HOME: home }), sources };
}

/** In this variable `npm run up` tells its programs where the settings came from that it hands them by their environment. */
export const handedSources = 'GAIA_SETTING_SOURCES';

function readHandedSources(text: string | undefined): Record<string, SettingSource> {
  try {
    return z.record(z.string(), settingSource).parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

const keyForms = {
  GAIA_SECRET_KEY: 'must hold 64 hexadecimal digits',
  GAIA_RELAY_KEY: 'must hold 0x and 64 hexadecimal digits',
} as const;

/** A key handed over in a file counts as given. */
function withKeys(values: ServerSettings): ServerSettings {
  const found = Object.entries(keyForms).flatMap(([name, form]) => {
    const key = name as keyof typeof keyForms;
    const file = values[`${key}_FILE`];
    if (values[key] || !file) return [];
    const content = serverEnvironment.shape[key].safeParse(readKeyFile(`${key}_FILE`, file));
    if (content.success) return [[key, content.data]];
    throw new AppError('invalid_input', `${key}_FILE names ${file}, which ${form}.`);
  });
  return { ...values, ...Object.fromEntries(found) };
}

function readKeyFile(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new AppError('invalid_input', `${setting} names ${file}, which can't be read.`, { cause });
  }
}

/** The settings as a person may see them: secrets only say that they are there. */
export function shownSettings({
  values,
  sources,
}: ServerConfig): { name: string; value: string; source: SettingSource }[] {
  return Object.entries(sources).map(([name, source]) => {
    const value = values[name as keyof ServerSettings];
    const shown = value === undefined ? '' : String(value);
    return { name, value: shown !== '' && secretNames.has(name) ? '••••••' : shown, source };
  });
}

function findSetting(
  name: string,
  layers: { flags: Given; environment: Given; file: Record<string, unknown> },
): { source: SettingSource; value?: unknown } {
  if (layers.flags[name]) return { source: 'flag', value: layers.flags[name] };
  if (layers.environment[name]) return { source: 'environment', value: layers.environment[name] };
  if (layers.file[name] !== undefined) return { source: 'config.json', value: layers.file[name] };
  return { source: 'default' };
}

function readConfigFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('invalid_input', `${file} is not a JSON object; correct it or move it away.`, { cause });
  }
}

function wrongSetting(error: z.ZodError, sources: ServerConfig['sources']): AppError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0]) as keyof ServerSettings;
    return `${name} (from ${sources[name]}): ${issue.message}`;
  });
  return new AppError('invalid_input', `A setting is not valid. ${lines.join('; ')}`);
}
