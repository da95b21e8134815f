import { AppError } from '#protocol/errors.ts';
import { answerBytes, type RemoteCall, type RemoteParts } from '#runtime/tools/tool-call.ts';
import type { SafeResponse } from '#runtime/web/safe-fetch.ts';
import { wasNeverSent } from '#runtime/web/web-failure.ts';
import type { ToolRequest } from './build-tool-request.ts';

const firstWaitMs = 250;
/** Sending them twice does what sending them once does (RFC 9110 §9.2.2). */
const repeatable = new Set(['GET', 'PUT', 'DELETE']);

/**
 * Sends a request, and again after a connection error, 429 (when the service says so) or 5xx, as often as the tool allows and
 * within its time; POST and PATCH only when nothing had been sent. Returns the last answer, or throws the last failure.
 */
export async function sendWithRetries(
  parts: RemoteParts,
  call: RemoteCall,
  request: ToolRequest,
): Promise<SafeResponse> {
  const { retries, timeoutMs } = call.definition;
  const endMs = parts.now() + timeoutMs;
  for (let tried = 0; ; tried += 1) {
    const leftMs = Math.max(1, Math.round(endMs - parts.now()));
    const last = await attempt(parts, { call, request, leftMs });
    const waitMs = waitBefore(last, { tried, now: Date.now() });
    const isLast = tried >= retries || !mayRepeat(request.method, last) || parts.now() + waitMs >= endMs;
    if (isLast) {
      if (last.failure) throw last.failure;
      return last.response;
    }
    await parts.wait(waitMs, call.signal).catch((cause: unknown) => {
      throw new AppError('client_closed', undefined, { cause });
    });
  }
}

type Attempt = { response: SafeResponse; failure: null } | { response: null; failure: AppError };

async function attempt(
  { web }: RemoteParts,
  { call, request, leftMs }: { call: RemoteCall; request: ToolRequest; leftMs: number },
): Promise<Attempt> {
  const bounds = { timeoutMs: leftMs, maxBytes: answerBytes, signal: call.signal };
  try {
    return { response: await web.fetch({ ...request, ...bounds }), failure: null };
  } catch (failure) {
    const isConnection = failure instanceof AppError && (failure.code === 'upstream_failed' || wasNeverSent(failure));
    if (isConnection) return { response: null, failure };
    throw failure;
  }
}

function mayRepeat(method: string, { response, failure }: Attempt): boolean {
  if (failure) return repeatable.has(method) || wasNeverSent(failure);
  return repeatable.has(method) && (response.status === 429 || response.status >= 500);
}

/** `Retry-After` in seconds or as a date, else longer each time, and never all at the same moment. */
function waitBefore({ response }: Attempt, { tried, now }: { tried: number; now: number }): number {
  const said = response?.headers['retry-after'];
  if (said !== undefined && /^\d{1,6}$/.test(said)) return Number(said) * 1_000;
  const date = said === undefined ? Number.NaN : Date.parse(said);
  if (Number.isFinite(date)) return Math.max(0, date - now);
  return firstWaitMs * 2 ** tried * (0.75 + Math.random() / 2);
}
