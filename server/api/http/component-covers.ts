import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { findCover } from '#server/market/find-cover.ts';
import { setCover } from '#server/market/set-cover.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readBody } from './read-body.ts';

const paramsSchema = z.object({ id: z.uuid() });
const signIn = 'Sign in first: `npm run sign-in-link` prints a link.';
type Params = { params: Promise<{ id: string }> };

/** `POST /api/market/covers/:id`: a picture as the raw body for one of the owner's components. Answers 201 `{coverPath}`. */
export const uploadCover = answerErrors(async (request: Request, { params }: Params): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated', signIn);
  const { id: componentId } = paramsSchema.parse(await params);
  const content = readBody(request, { maxBytes: limits.coverBytes, what: 'The cover' });
  const set = await setCover(deps, { ownerId: account.id, componentId, content });
  return Response.json(set, { status: 201, headers: { 'cache-control': 'no-store' } });
});

/** `GET /api/market/covers/:id`: the cover as it was encoded here, always WebP. */
export const showCover = answerErrors(async (request: Request, { params }: Params): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  if (!account) throw new AppError('unauthenticated', signIn);
  const { id: componentId } = paramsSchema.parse(await params);
  const { sha256, sizeBytes } = await findCover(deps, { ownerId: account.id, componentId });
  const body = Readable.toWeb(Readable.from(deps.blobs.read(sha256))) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      'content-type': 'image/webp',
      'content-length': String(sizeBytes),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=60',
    },
  });
});
