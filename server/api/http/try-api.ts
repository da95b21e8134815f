import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { triablePaths, tryApi } from '#server/agents/try-api.ts';
import { createContext } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';

const querySchema = z.object({ node: z.uuid(), path: z.enum(triablePaths) });

/** `POST /api/agents/:id/try?node=…&path=/v1/…`: sends the body to the API of a node that serves the agent. */
export const answerTry = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    assertSameOrigin(deps, request.headers);
    if (!account) throw new AppError('unauthenticated');
    const agentId = z.uuid().parse((await params).id);
    const { node, path } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
    const body = await request.text();
    if (body.length > limits.requestBodyBytes) throw new AppError('too_large');
    const signal = request.signal;
    const answer = await tryApi(deps, { ownerId: account.id, agentId, nodeId: node, path, body, signal });
    const type = answer.headers.get('content-type') ?? 'application/json';
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': type, 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  },
);
