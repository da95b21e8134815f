import { IssuerMismatchError, OAuthError } from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';
import { ownError } from '#runtime/tools/own-error.ts';

/** Codes of RFC 6749 §5.2, RFC 7591 §3.2.2 and RFC 8707; what else a service says may repeat what it was sent. */
const told =
  /^(?:invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope|invalid_target|invalid_redirect_uri|invalid_client_metadata)$/;

/** Why a sign-in or a refresh came to nothing, as an AppError that names the host; never with a word of what was sent. */
export function signInFailure(cause: unknown, about: { host: string; signal: AbortSignal }): AppError {
  const { host, signal } = about;
  if (signal.aborted) return new AppError('client_closed', undefined, { cause });
  const own = ownError(cause);
  if (own) return own;
  if (cause instanceof IssuerMismatchError)
    return new AppError(
      'forbidden',
      `The answer came in the name of another sign-in service than ${host}, so it was not taken.`,
      { cause },
    );
  if (cause instanceof OAuthError) {
    const code = told.test(cause.code) ? cause.code : 'no reason given';
    return new AppError('upstream_failed', `${host} gave no tokens (${code}); sign in again.`, { cause });
  }
  return new AppError('upstream_failed', `${host} did not answer as OAuth 2 asks for, so nobody can sign in there.`, {
    cause,
  });
}
