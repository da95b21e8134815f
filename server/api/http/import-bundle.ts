import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { importBundle as importKnowledge } from '#server/knowledge/import/import-bundle.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readBody } from './read-body.ts';

/** `POST /api/bundles`: a knowledge bundle as the raw body. Answers 201 `{knowledgeId, name, documents, chunks, keepsVectors}`. */
export const importBundle = answerErrors(async (request: Request): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
  const content = readBody(request, { maxBytes: limits.bundleSizeBytes, what: 'The bundle' });
  const imported = await importKnowledge(deps, { ownerId: account.id, content });
  return Response.json(imported, { status: 201, headers: { 'cache-control': 'no-store' } });
});
