import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createContext } from '#server/api/context.ts';
import { appRouter } from '#server/api/router.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';

/** `GET|POST /api/trpc/*`: the studio's API; a change must come from the studio's own pages. */
export const answerTrpc = answerErrors(async (request: Request): Promise<Response> => {
  const context = await createContext(request.headers);
  if (request.method !== 'GET') assertSameOrigin(context.deps, request.headers);
  return fetchRequestHandler({ endpoint: '/api/trpc', req: request, router: appRouter, createContext: () => context });
});
