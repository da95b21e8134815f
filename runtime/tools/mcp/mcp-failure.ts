import { SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';
import { ownError } from '#runtime/tools/own-error.ts';
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

/** Whether a server wants another proof of who asks, or any at all. */
export function isRefusal(cause: unknown): boolean {
  if (cause instanceof UnauthorizedError) return true;
  return cause instanceof SdkHttpError && (cause.status === 401 || cause.status === 403);
}

function signInSentence(host: string, { auth }: Pick<McpServerAddress, 'auth'>): string {
  if (auth.kind === 'sign-in')
    return `${host} refused the sign-in in "${auth.secret}", also with a fresh token; sign in at the tool again, and deploy.`;
  if (auth.kind !== 'none') return `${host} refused the secret "${auth.secret}"; check it and what it allows.`;
  return `${host} wants to know who asks. Sign in to it at the tool, or give the tool a token (bearer or header) or OAuth client credentials.`;
}
