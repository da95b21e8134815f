import { fetch, type Response } from 'undici';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { UpstreamPlace } from './upstream-type.ts';

const refusalSchema = z.object({
  error: z.union([
    z.string().transform((message) => ({ message, code: null })),
    z.object({ message: z.string(), code: z.union([z.string(), z.number()]).nullish() }),
  ]),
});

/** Sends a request to the server behind this node. Throws `engine_crashed` when it can't be reached, `queue_full`, `context_length_exceeded`, `invalid_input` or `upstream_failed` for what it refuses, `client_closed` after the signal. */
export async function askUpstream(
  { root, key, dispatcher }: UpstreamPlace,
  request: { path: string; body?: object; signal: AbortSignal },
): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) };
  const { path, body, signal } = request;
  const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { method: 'GET', headers };
  let response: Response;
  try {
    response = await fetch(`${root}${path}`, { ...init, signal, dispatcher });
  } catch (cause) {
    throw lost(root, { cause, signal });
  }
  if (response.ok) return response;
  throw refusalOf(response, await readRefusal(response));
}

/** The error of a connection that failed or broke. */
export function lost(root: string, { cause, signal }: { cause: unknown; signal: AbortSignal }): AppError {
  if (signal.aborted) return new AppError('client_closed', undefined, { cause });
  return new AppError('engine_crashed', `The engine behind this node, at ${new URL(root).host}, does not answer.`, {
    cause,
    retryAfterSeconds: 5,
  });
}

interface Refusal {
  message: string;
  code?: string | number | null | undefined;
}

async function readRefusal(response: Response): Promise<Refusal> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data.error : { message: `status ${response.status}` };
}

function refusalOf({ status, headers }: Response, { message, code }: Refusal): AppError {
  const said = `The engine behind this node refused: ${message}`;
  if (status === 429) {
    const retryAfterSeconds = Number(headers.get('retry-after') ?? 5) || 5;
    return new AppError('queue_full', undefined, { retryAfterSeconds });
  }
  const isTooLong = code === 'context_length_exceeded' || /context (?:size|length|window)/i.test(message);
  if (status === 400 && isTooLong) return new AppError('context_length_exceeded', said, { param: 'messages' });
  if (status === 400 || status === 422) return new AppError('invalid_input', said);
  if (status === 503) return new AppError('loading', said, { retryAfterSeconds: 5 });
  return new AppError('upstream_failed', said);
}
