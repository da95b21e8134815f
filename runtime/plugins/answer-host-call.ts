import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { CallKind } from './open-call-counter.ts';
import type { PluginHost } from './plugin-runner.ts';
import type { HostCallName } from './sandbox-messages.ts';

const querySchema = z.string().min(1, 'the query is empty').max(pluginLimits.queryLength, 'the query is too long');
const keySchema = z.string().min(1, 'the key is empty').max(pluginLimits.storeKeyLength, 'the key is too long');
const fetchSchema = z.object({
  url: z.string().max(4_000, 'the address is too long'),
  method: z
    .string()
    .transform((method) => method.toUpperCase())
    .pipe(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), z.string().max(8_000)),
  body: z.string().nullable(),
});
const setSchema = z.object({
  key: keySchema,
  value: z
    .string()
    .refine((value) => Buffer.byteLength(value) <= pluginLimits.storeValueBytes, 'the value is larger than 64 KB'),
});

export interface HostCall {
  plugin: PluginDefinition;
  host: PluginHost;
  count: (kind: CallKind) => void;
  name: HostCallName;
  /** Arguments as the plugin gave them. */
  json: string;
}

/** Does for a plugin what it asks of `gaia`, if its manifest grants it. Throws `forbidden`, `rate_limited`, `invalid_input`, or what the host throws. */
export async function answerHostCall({ plugin, host, count, name, json }: HostCall): Promise<unknown> {
  const { capabilities } = plugin;
  const given: unknown = JSON.parse(json);
  switch (name) {
    case 'fetch': {
      const request = read(fetchSchema, given, 'fetch');
      assertGranted(capabilities.fetchHosts.includes(hostOf(request.url)), fetchRefusal(request.url));
      count('fetch');
      return host.fetch(request);
    }
    case 'searchKnowledge':
      assertGranted(capabilities.knowledge, notGranted('searchKnowledge', 'knowledge'));
      count('searchKnowledge');
      return host.searchKnowledge(read(querySchema, given, 'searchKnowledge'));
    case 'webSearch':
      assertGranted(capabilities.webSearch, notGranted('webSearch', 'webSearch'));
      count('webSearch');
      return host.webSearch(read(querySchema, given, 'webSearch'));
    case 'storeGet':
      assertGranted(capabilities.keyValue, notGranted('store', 'keyValue'));
      count('store');
      return host.storeGet(read(keySchema, given, 'store.get'));
    case 'storeSet': {
      assertGranted(capabilities.keyValue, notGranted('store', 'keyValue'));
      count('store');
      const { key, value } = read(setSchema, given, 'store.set');
      return host.storeSet(key, value);
    }
  }
}

function assertGranted(isGranted: boolean, message: string): void {
  if (!isGranted) throw new AppError('forbidden', message);
}

function notGranted(call: string, capability: string): string {
  return `gaia.${call} is not granted: the plugin lacks the capability "${capability}"`;
}

function fetchRefusal(url: string): string {
  return `gaia.fetch may not reach "${hostOf(url) || url.slice(0, 100)}": it is not among the hosts of the plugin's capabilities`;
}

/** Host of an https address, with its port where that isn't 443; empty for anything else. */
function hostOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && !parsed.username && !parsed.password ? parsed.host : '';
}

function read<Schema extends z.ZodType>(schema: Schema, given: unknown, call: string): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new AppError('invalid_input', `gaia.${call}: ${where}${issue?.message ?? 'wrong arguments'}`);
}
