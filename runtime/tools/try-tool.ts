import type { ControlToolCall, ControlToolCallResult } from '#protocol/control/tool-calls.ts';
import { AppError } from '#protocol/errors.ts';
import { callRemote } from './call-remote.ts';
import { fillArguments } from './fill-arguments.ts';
import type { RemoteParts } from './tool-call.ts';

/** Makes one call of a tool for its author, past cache and rate limit, and tells how it went. `secrets` are opened. */
export async function tryTool(
  services: RemoteParts,
  request: ControlToolCall,
  signal: AbortSignal,
): Promise<ControlToolCallResult> {
  const { definition, secrets } = request;
  const startedMs = performance.now();
  const took = () => Math.round(performance.now() - startedMs);
  try {
    const call = { definition, arguments: fillArguments(definition, request), secrets, signal };
    return { ...(await callRemote(services, call)), ms: took() };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return { isError: true, status: null, content: cause.message, raw: '', ms: took() };
  }
}
