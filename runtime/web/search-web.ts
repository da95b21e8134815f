import { search } from '@jmespath-community/jmespath';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { SafeFetch } from './safe-fetch.ts';

const timeoutMs = 8_000;
const maxBytes = 1_000_000;
const mostResults = 10;

interface WebResult {
  title: string;
  url: string;
  snippet: string;
}

export type SearchWeb = (query: string, signal: AbortSignal) => Promise<WebResult[]>;

export interface WebSearchSettings {
  /** Address with `{query}` in it. */
  url: string;
  /** JMESPath that gives a list of {title, url, snippet}. */
  results: string;
  /** Sent as bearer token, or as the header it names: `X-Key: secret`. */
  key?: string | undefined;
}

const resultsSchema = z.array(
  z.object({
    title: z.string().catch(''),
    url: z.string().catch(''),
    snippet: z
      .string()
      .nullish()
      .catch('')
      .transform((text) => text ?? ''),
  }),
);

/** Opens the search service that the node's owner configured. A search throws `upstream_failed`, `upstream_timeout` or what `fetch` throws; it never returns what isn't in the service's answer. */
export function openWebSearch(fetch: SafeFetch, { url, results, key }: WebSearchSettings): SearchWeb {
  return async (query, signal) => {
    const address = url.replaceAll(/\{query\}|%7Bquery%7D/gi, () => encodeURIComponent(query.trim().slice(0, 500)));
    const headers = { accept: 'application/json', ...keyHeader(key) };
    const response = await fetch({ url: address, headers, timeoutMs, maxBytes, signal });
    if (response.status !== 200)
      throw new AppError('upstream_failed', `The search service answered with status ${response.status}.`);
    return readResults(new TextDecoder().decode(response.body), results).slice(0, mostResults);
  };
}

function readResults(text: string, expression: string): WebResult[] {
  let found: unknown;
  try {
    found = search(JSON.parse(text), expression);
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? 'Its answer is not JSON' : 'GAIA_SEARCH_RESULTS does not fit its answer';
    throw new AppError('upstream_failed', `The search service can't be read. ${reason}.`, { cause });
  }
  const parsed = resultsSchema.safeParse(found);
  if (parsed.success) return parsed.data.filter(({ title, snippet }) => title !== '' || snippet !== '');
  throw new AppError(
    'upstream_failed',
    "The search service can't be read. GAIA_SEARCH_RESULTS finds no list of {title, url, snippet} in its answer.",
  );
}

function keyHeader(key: string | undefined): Record<string, string> {
  if (!key) return {};
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(.+)$/.exec(key) ?? [];
  return name && value ? { [name.toLowerCase()]: value } : { authorization: `Bearer ${key}` };
}
