import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { createContext } from '#server/api/context.ts';
import { askComponent, type TrialPart } from '#server/trials/ask-component.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readClientAddress } from './read-client-address.ts';
import { readJson } from './read-json.ts';

const bodySchema = z.object({
  question: z.string().trim().min(1, 'Write a question.').max(limits.trialQuestionLength),
});

/** `POST /api/trials/:componentId/ask`: a trial question to a component on sale, answered as an OpenAI chat stream. */
export const answerTrialQuestion = answerErrors(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const { deps, account } = await createContext(request.headers);
    assertSameOrigin(deps, request.headers);
    if (!account) throw new AppError('unauthenticated');
    const componentId = z.uuid().parse((await params).id);
    const { question } = bodySchema.parse(await readJson(request, { maxBytes: limits.requestBodyBytes }));
    const parts = await askComponent(deps, {
      ...{ ownerId: account.id, componentId, question, signal: request.signal },
      clientAddress: readClientAddress(request.headers),
    });
    const body = Readable.toWeb(Readable.from(chatLines(parts))) as ReadableStream<Uint8Array>;
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    });
  },
);

/** Server-sent events as a node writes them, so that every chat view reads them. An error on the way is an event too. */
async function* chatLines(parts: AsyncGenerator<TrialPart>): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  const line = (content: object | string) =>
    encoder.encode(`data: ${typeof content === 'string' ? content : JSON.stringify(content)}\n\n`);
  const identity = { id: `chatcmpl-${newId()}`, object: 'chat.completion.chunk', model: 'trial' };
  try {
    for await (const part of parts) yield line({ ...identity, ...chunkOf(part) });
    yield line('[DONE]');
  } catch (cause) {
    const known = cause instanceof AppError ? cause : new AppError('internal');
    yield line({ error: openAiError(known).error });
  }
}

function chunkOf(part: TrialPart): object {
  if (part.type === 'text') return { choices: [{ index: 0, delta: { content: part.text }, finish_reason: null }] };
  const { outcome, citations, finishReason, isCut } = part;
  return {
    choices: [{ index: 0, delta: {}, finish_reason: finishReason }],
    gaia: { traceId: '', outcome, citations, unsupported: [], isCut },
  };
}
