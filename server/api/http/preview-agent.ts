import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { previewAgent } from '#server/agents/preview-agent.ts';
import { createContext } from '#server/api/context.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readJson } from './read-json.ts';

const bodySchema = z.object({
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string().min(1).max(100_000) }))
    .min(1)
    .max(limits.messagesPerRequest),
});

/** `POST /api/agents/:id/preview`: streams an answer of the agent's saved draft. */
export const answerPreview = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    assertSameOrigin(deps, request.headers);
    if (!account) throw new AppError('unauthenticated');
    const agentId = z.uuid().parse((await params).id);
    const { messages } = bodySchema.parse(await readJson(request, { maxBytes: limits.requestBodyBytes }));
    const answer = await previewAgent(deps, { ownerId: account.id, agentId, messages, signal: request.signal });
    return new Response(answer.body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  },
);
