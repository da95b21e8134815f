import { revokeSession } from '#server/accounts/revoke-session.ts';
import { writeSessionCookie } from '#server/accounts/session-cookie.ts';
import { createContext } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';

/** `POST /api/sign-out`: ends this browser's session. */
export const signOut = answerErrors(async (request: Request): Promise<Response> => {
  const { deps, account, sessionId } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (account && sessionId) await revokeSession(deps, { ownerId: account.id, sessionId });
  const headers = { location: '/sign-in', 'set-cookie': writeSessionCookie(deps.origins.studio, '') };
  return new Response(null, { status: 303, headers });
});
