import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { trialColumnSchema } from '#protocol/evaluations/evaluation.ts';
import { limits } from '#protocol/limits.ts';
import { createContext } from '#server/api/context.ts';
import { tryPrompt } from '#server/prompts/try-prompt.ts';
import { answerErrors } from './answer-errors.ts';
import { assertSameOrigin } from './assert-same-origin.ts';
import { readJson } from './read-json.ts';

const bodySchema = z.object({
  agentId: z.uuid().nullable(),
  column: trialColumnSchema,
  question: z.string().min(1).max(20_000),
});

/** `POST /api/prompts/try`: streams what a prompt, a model and its parameters answer to a question. */
export const answerTrial = answerErrors(async (request: Request): Promise<Response> => {
  const { deps, account } = await createContext(request.headers);
  assertSameOrigin(deps, request.headers);
  if (!account) throw new AppError('unauthenticated');
  const { agentId, column, question } = bodySchema.parse(
    await readJson(request, { maxBytes: limits.requestBodyBytes }),
  );
  const messages = [{ role: 'user', content: question }];
  const trial = { ownerId: account.id, agentId, column, messages, stream: true, signal: request.signal };
  const answer = await tryPrompt(deps, trial);
  return new Response(answer.body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
});
