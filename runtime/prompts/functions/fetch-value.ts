import { search } from '@jmespath-community/jmespath';
import { AppError } from '#protocol/errors.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';

const maxBytes = 256 * 1_024;

/** The text behind an address, or what a JMESPath expression finds in its JSON. Throws what `fetch` throws, `upstream_failed` for an answer that is no text or has no such value. */
export async function fetchValue(
  fetch: SafeFetch,
  { url, path, timeoutMs }: { url: string; path: string | undefined; timeoutMs: number },
  signal: AbortSignal,
): Promise<string> {
  const headers = { accept: path ? 'application/json' : 'application/json, text/plain, text/*;q=0.9' };
  const response = await fetch({ url, headers, timeoutMs, maxBytes, signal });
  const host = new URL(url).host;
  if (response.status < 200 || response.status > 299)
    throw new AppError('upstream_failed', `${host} answered with status ${response.status}`);
  const text = new TextDecoder().decode(response.body);
  if (text.includes('\0')) throw new AppError('upstream_failed', `${host} answered with something that is no text`);
  return path ? valueAt(text, { path, host }) : text.trim();
}

function valueAt(text: string, { path, host }: { path: string; host: string }): string {
  let found: unknown;
  try {
    found = search(JSON.parse(text), path);
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'the answer is not JSON' : `"${path}" is no JMESPath expression`;
    throw new AppError('upstream_failed', `${host}: ${reason}`, { cause });
  }
  if (found === null || found === undefined)
    throw new AppError('upstream_failed', `${host}: nothing is at "${path}" of the answer`);
  return typeof found === 'string' ? found : JSON.stringify(found);
}
