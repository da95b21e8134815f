import { AppError } from '#protocol/errors.ts';
import type { SafeRequest, SafeResponse } from './safe-fetch.ts';

/** Fetches from a service whose address the node's owner wrote into the settings, which may lie in the own network: no redirects, bounded size and time. Never for addresses from a manifest. Throws `upstream_failed`, `upstream_timeout`, `too_large`, `client_closed`. */
export async function fetchOwnAddress(request: SafeRequest): Promise<SafeResponse> {
  const late = AbortSignal.timeout(request.timeoutMs);
  const signal = AbortSignal.any([request.signal, late]);
  try {
    const response = await fetch(request.url, {
      method: request.method ?? 'GET',
      headers: request.headers ?? {},
      redirect: 'error',
      signal,
    });
    const body = await readBody(response, request.maxBytes);
    return { status: response.status, headers: Object.fromEntries(response.headers), body, url: request.url };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (request.signal.aborted) throw new AppError('client_closed');
    if (late.aborted)
      throw new AppError('upstream_timeout', `The service did not answer within ${request.timeoutMs / 1_000} s.`);
    throw new AppError('upstream_failed', "The service can't be reached.", { cause });
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxBytes) throw new AppError('too_large', `The service answered with more than ${maxBytes} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
