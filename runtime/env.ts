import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

/** Settings of a node. */
export const nodeEnvironment = z.object({
  GAIA_NODE_HOME: z.string().min(1).default('.data/node').describe('Folder of all state of the node'),
  GAIA_NODE_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address the node listens on; another than the loopback needs GAIA_NODE_API_KEY'),
  GAIA_NODE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('Port of the node; 0 takes a free one'),
  GAIA_NODE_API_KEY: z.string().min(16).optional().describe('Key that callers of the node itself must send'),
  GAIA_GATEWAY_URL: z.url().optional().describe('Gateway the node dials'),
  GAIA_JOIN_TOKEN: z.string().optional().describe('Pairs the node at its first start; from "Add node" in the studio'),
  GAIA_MODELS: z
    .string()
    .optional()
    .describe('Folder of model files, shared by the nodes of a machine; else models in the home'),
  GAIA_GPU: z.enum(['auto', 'off']).default('auto').describe('Whether a GPU is used where there is one'),
  GAIA_KEYSTORE_PASSWORD: z
    .string()
    .min(8)
    .optional()
    .describe('Password of keystore.json; else one in a file beside it'),
  GAIA_ENGINE_URL: z
    .url()
    .optional()
    .describe('OpenAI-compatible server (vLLM, llama-server) that runs the chat models; embeddings stay here'),
  GAIA_ENGINE_KEY: z.string().optional().describe('Key of that server'),
  GAIA_ENGINE_MODEL: z.string().optional().describe('Its model; the first one it lists by default'),
  GAIA_ENGINE_IMAGES: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('Whether its model sees images; auto believes what it says of itself'),
  QDRANT_URL: z.url().optional().describe('Qdrant to use instead of the built-in vector store'),
  QDRANT_API_KEY: z.string().optional().describe('Key of that Qdrant'),
  GAIA_SEARCH_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => /\{query\}|%7Bquery%7D/i.test(url), 'must hold {query} where the words go')
    .optional()
    .describe('Search service for {{web_search}} in prompts, with {query} in it; JSON, such as that of SearXNG'),
  GAIA_SEARCH_RESULTS: z
    .string()
    .min(1)
    .default('results[].{title: title, url: url, snippet: content}')
    .describe('JMESPath that finds a list of {title, url, snippet} in its answer; the default is for SearXNG'),
  GAIA_SEARCH_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('Key of that service: a bearer token, or the header that holds it, as in "X-Key: secret"'),
  GAIA_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least serious lines that are logged'),
});
export type NodeSettings = z.infer<typeof nodeEnvironment>;

export interface NodeConfig {
  values: NodeSettings;
  sources: Record<string, 'flag' | 'environment' | 'config.json' | 'default'>;
}

/** Reads the settings: flag over environment over `config.json` in the node's home over default. Throws a sentence that names the value and its source. */
export function readNodeConfig(
  argv: string[],
  environment: Record<string, string | undefined> = process.env,
): NodeConfig {
  const flags = readFlags(argv);
  const home = path.resolve(flags.GAIA_NODE_HOME ?? environment.GAIA_NODE_HOME ?? '.data/node');
  const file = readConfigFile(path.join(home, 'config.json'));
  const given: Record<string, unknown> = {};
  const sources: NodeConfig['sources'] = {};
  for (const name of Object.keys(nodeEnvironment.shape)) {
    const layers = [
      ['flag', flags[name]],
      ['environment', environment[name] || undefined],
      ['config.json', file[name]],
    ] as const;
    const found = layers.find(([, value]) => value !== undefined);
    sources[name] = found?.[0] ?? 'default';
    if (found) given[name] = found[1];
  }
  const parsed = nodeEnvironment.safeParse(given);
  if (parsed.success) return { values: { ...parsed.data, GAIA_NODE_HOME: home }, sources };
  const lines = parsed.error.issues.map(
    ({ path: [name], message }) => `${String(name)} (from ${sources[String(name)]}): ${message}`,
  );
  throw new AppError('invalid_input', `A setting is not valid. ${lines.join('; ')}`);
}

const secretNames = new Set([
  'GAIA_NODE_API_KEY',
  'GAIA_JOIN_TOKEN',
  'GAIA_KEYSTORE_PASSWORD',
  'GAIA_ENGINE_KEY',
  'GAIA_SEARCH_KEY',
  'QDRANT_API_KEY',
]);

/** The settings as a person may see them: secrets only say that they are there. */
export function shownNodeSettings({ values, sources }: NodeConfig): { name: string; value: string; source: string }[] {
  return Object.entries(sources).map(([name, source]) => {
    const value = values[name as keyof NodeSettings];
    const shown = value === undefined ? '' : String(value);
    return { name, value: shown !== '' && secretNames.has(name) ? '••••••' : shown, source };
  });
}

/** `--join <gateway>#<token>` is both the gateway and the token. */
function readFlags(argv: string[]): Record<string, string | undefined> {
  const options = {
    home: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    join: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: argv, options });
  const [gateway, token] = values.join?.split('#') ?? [];
  if (values.join && !token)
    throw new AppError(
      'invalid_input',
      '--join needs the whole address from "Add node", with the # and what follows it, in quotes.',
    );
  return {
    GAIA_NODE_HOME: values.home,
    GAIA_NODE_PORT: values.port,
    GAIA_NODE_HOST: values.host,
    GAIA_GATEWAY_URL: gateway,
    GAIA_JOIN_TOKEN: token,
  };
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
    const reason = cause instanceof SyntaxError ? cause.message : 'it must be an object';
    throw new AppError('invalid_input', `${file} can't be read (${reason}); correct it or move it away.`, { cause });
  }
}
