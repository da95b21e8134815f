import { createSignInChallenge } from '#server/accounts/wallets/create-sign-in-challenge.ts';
import { getDeps } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readClientAddress } from './read-client-address.ts';

/** `POST /api/sign-in/challenge`: the fields of the message that a wallet signs to sign in, for anybody who asks from the studio's own page. */
export const challengeWallet = answerErrors(async (request: Request): Promise<Response> => {
  const deps = getDeps();
  assertSameOrigin(deps, request.headers);
  const clientAddress = readClientAddress(request.headers);
  const challenge = await createSignInChallenge(deps, { clientAddress, origin: request.headers.get('origin') });
  return Response.json(challenge, { headers: { 'cache-control': 'no-store' } });
});
