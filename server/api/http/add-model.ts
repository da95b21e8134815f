import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readBody } from './read-body.ts';

const querySchema = z.object({
  name: z.string().trim().min(1).max(limits.nameLength),
  description: z.string().max(limits.descriptionLength).default(''),
  licence: z.string().trim().min(1).max(200),
  madeFrom: z.string().max(200).nullable().default(null),
  fileName: z.string().min(1).max(255),
  componentId: z.uuid().nullable().default(null),
});

/** `POST /api/models?name=…&licence=…&fileName=…`: a GGUF file as the raw body. Answers 201 `{componentId, versionId, number}`. */
export const addModel = answerErrors(async (request: Request): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
  const parsed = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new AppError('invalid_input', z.prettifyError(parsed.error));
  const content = readBody(request, { maxBytes: limits.bundleSizeBytes, what: 'The model' });
  const made = await publishModel(deps, { ...parsed.data, ownerId: account.id, content });
  return Response.json(made, { status: 201, headers: { 'cache-control': 'no-store' } });
});
