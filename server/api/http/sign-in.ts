import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { redeemSignInLink } from '#server/accounts/redeem-sign-in-link.ts';
import { writeSessionCookie } from '#server/accounts/session-cookie.ts';
import { getDeps } from '#server/api/context.ts';
import { assertSameOrigin } from './assert-same-origin.ts';

const formSchema = z.object({ token: z.string().min(20).max(128) });

/** `POST /api/sign-in` from the confirm page: uses the link up and opens the session. A failure returns to the page with its code. */
export async function signIn(request: Request): Promise<Response> {
  const deps = getDeps();
  try {
    assertSameOrigin(deps, request.headers);
    const { token } = formSchema.parse(Object.fromEntries(await request.formData()));
    const userAgent = request.headers.get('user-agent') ?? '';
    const { sessionToken } = await redeemSignInLink(deps, { token, userAgent });
    return redirectTo('/', { 'set-cookie': writeSessionCookie(deps.origins.studio, sessionToken) });
  } catch (cause) {
    const code = cause instanceof AppError ? cause.code : 'invalid_input';
    deps.log.warn({ code }, 'sign-in.refused');
    return redirectTo(`/sign-in?error=${code}`);
  }
}

function redirectTo(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store', ...headers } });
}
