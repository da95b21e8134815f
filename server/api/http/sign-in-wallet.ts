import type { Hex } from 'viem';
import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { writeSessionCookie } from '#server/accounts/session-cookie.ts';
import { signInWithWallet } from '#server/accounts/wallets/sign-in-with-wallet.ts';
import { getDeps } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readClientAddress } from './read-client-address.ts';
import { readJson } from './read-json.ts';

const maxBytes = 32_768;

const proofSchema = z.object({
  message: z.string().min(1).max(4_000),
  signature: z
    .string()
    .max(limits.signatureLength)
    .regex(/^0x([0-9a-fA-F]{2})+$/)
    .transform((hex) => hex as Hex),
});

/** `POST /api/sign-in/wallet` `{message, signature}`: opens the session of the account that the wallet is linked to; one that nobody linked gets an account of its own. */
export const signInWallet = answerErrors(async (request: Request): Promise<Response> => {
  const deps = getDeps();
  assertSameOrigin(deps, request.headers);
  const proof = proofSchema.parse(await readJson(request, { maxBytes }));
  const { sessionToken, isNew } = await signInWithWallet(deps, {
    ...proof,
    userAgent: request.headers.get('user-agent') ?? '',
    clientAddress: readClientAddress(request.headers),
  });
  const headers = { 'set-cookie': writeSessionCookie(deps.origins.studio, sessionToken), 'cache-control': 'no-store' };
  return Response.json({ isNew }, { headers });
});
