import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { answerRpc } from '#server/chain/answer-rpc.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readJson } from './read-json.ts';

/** `POST /api/chain`: JSON-RPC for the studio's own pages and whoever is signed in. */
export const answerChain = answerErrors(async (request: Request): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated', 'Sign in first.');
  const body = await readJson(request, { maxBytes: limits.chainRequestBytes });
  const answer = await answerRpc(deps, { ownerId: account.id, body, signal: request.signal });
  return new Response(answer, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
});
