import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { addDocument } from '#server/knowledge/add-document.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readBody } from './read-body.ts';

const paramsSchema = z.object({ id: z.uuid() });

/** `POST /api/knowledge/:id/documents?name=…`: one file as the raw body. Answers 201 `{documentId, jobId}`; errors as `{error: {code, message, field}}`. */
export const uploadDocuments = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    assertSameOrigin(deps, request.headers);
    if (!account) throw new AppError('unauthenticated', 'Sign in first: `npm run sign-in-link` prints a link.');
    const { id: knowledgeId } = paramsSchema.parse(await params);
    const name = new URL(request.url).searchParams.get('name') ?? '';
    const content = readBody(request, {
      maxBytes: limits.documentSizeBytes,
      what: `"${name.slice(0, 80)}"`,
    });
    const added = await addDocument(deps, { ownerId: account.id, knowledgeId, name, content });
    return Response.json(added, { status: 201, headers: { 'cache-control': 'no-store' } });
  },
);
