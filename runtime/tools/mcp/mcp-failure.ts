import { SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';
import type { McpServerAddress } from './connect-mcp.ts';

/** Whether a server no longer knows the session of a connection, so that nothing was done and a fresh one helps. */
export function isLostSession(cause: unknown): boolean {
  if (cause instanceof SdkHttpError) return cause.status === 404;
  return cause instanceof SdkError && cause.code === SdkErrorCode.NotConnected;
}

/** Why an MCP server gave nothing, as an AppError that names its host and what to do. */
export function mcpFailure(
  cause: unknown,
  server: Pick<McpServerAddress, 'url' | 'auth'> & { timeoutMs: number; signal: AbortSignal },
): AppError {
  const { host } = new URL(server.url);
  if (server.signal.aborted) return new AppError('client_closed', undefined, { cause });
  const own = ownError(cause);
  if (own) return own;
  if (isRefusal(cause)) return new AppError('upstream_failed', signInSentence(host, server), { cause });
  if (cause instanceof SdkError && cause.code === SdkErrorCode.RequestTimeout) {
    return new AppError('upstream_timeout', `${host} did not answer within ${server.timeoutMs / 1_000} s.`, { cause });
  }
  if (cause instanceof SdkHttpError) {
    return new AppError('upstream_failed', `${host} answered with status ${cause.status}; check the address.`, {
      cause,
    });
  }
  const said = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown';
  return new AppError('upstream_failed', `${host} did not answer as an MCP server does: ${said}`, { cause });
}

/** The client wraps what its fetch throws. */
function ownError(cause: unknown): AppError | null {
  if (cause instanceof AppError) return cause;
  return cause instanceof Error && cause.cause !== undefined ? ownError(cause.cause) : null;
}

function isRefusal(cause: unknown): boolean {
  if (cause instanceof UnauthorizedError) return true;
  return cause instanceof SdkHttpError && (cause.status === 401 || cause.status === 403);
}

/** A node has no browser and nobody before it: what it can do is show a token, or fetch one with client credentials. */
function signInSentence(host: string, { auth }: Pick<McpServerAddress, 'auth'>): string {
  if (auth.kind !== 'none') return `${host} refused the secret "${auth.secret}"; check it and what it allows.`;
  return `${host} wants to know who asks. A node can't sign in with a browser: give the tool a token (bearer or header), or OAuth client credentials.`;
}
