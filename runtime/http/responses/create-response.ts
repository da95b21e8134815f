import type { Context } from 'hono';
import { AppError } from '#protocol/errors.ts';
import {
  type ResponsesRequestBody,
  responsesRequestSchema,
  unsupportedResponsesFields,
} from '#protocol/openai/responses-request.ts';
import { findAgent } from '#runtime/http/find-agent.ts';
import type { NodeEnv, NodeParts } from '#runtime/http/node-parts.ts';
import { parseFields } from '#runtime/http/parse-fields.ts';
import { newResponse } from '#runtime/responses/new-response.ts';
import { openResponseWriter } from '#runtime/responses/open-response-writer.ts';
import type { KeptPiece, StoredResponse } from '#runtime/responses/stored-response.ts';
import { keepInput } from './keep-input.ts';
import { runResponse } from './run-response.ts';
import { followResponse, streamResponse } from './stream-response.ts';

/** Answers `POST /v1/responses`: whole, streamed, or in the background. */
export async function createResponse(c: Context<NodeEnv>, parts: NodeParts): Promise<Response> {
  const { input, ...settings } = readRequest(await c.req.json());
  const { manifest } = findAgent(parts.agents, settings.model);
  const callerId = c.get('callerId');
  const before = await readBefore(parts, callerId, settings.previous_response_id ?? null);
  const stored: StoredResponse = {
    ...{ callerId, scope: c.get('scope'), settings, starts: 0 },
    input: [...before, ...keepInput(input)],
    response: newResponse(settings, manifest, new Date()),
  };
  const newFrom = before.length;
  const signal = c.req.raw.signal;
  if (settings.background) return await beginInBackground(c, parts, stored);
  if (settings.stream) return await streamResponse(parts, { stored, newFrom, signal });
  const writer = openResponseWriter(stored.response);
  await runResponse(parts, { stored, writer, newFrom, signal }, async () => undefined);
  if (stored.response.store) await parts.responses.store.save(stored);
  return c.json(stored.response);
}

async function beginInBackground(c: Context<NodeEnv>, parts: NodeParts, stored: StoredResponse): Promise<Response> {
  const { background } = parts.responses;
  const queued = structuredClone(stored.response);
  await background.start(stored);
  return stored.settings.stream ? await followResponse(c, parts, { id: queued.id, after: -1 }) : c.json(queued);
}

function readRequest(body: unknown): ResponsesRequestBody {
  const request = parseFields(body, responsesRequestSchema, unsupportedResponsesFields);
  if (!request.background || request.store !== false) return request;
  throw new AppError('invalid_input', 'A background response has to be kept; leave "store" out, or send true.', {
    param: 'store',
  });
}

/** The conversation up to an earlier response and with it. A call that was cut can't be gone on from. */
async function readBefore({ responses }: NodeParts, callerId: string, id: string | null): Promise<KeptPiece[]> {
  const param = 'previous_response_id';
  if (id === null) return [];
  const { input, response } = await responses.store.get(callerId, id).catch((cause: unknown) => {
    throw cause instanceof AppError ? new AppError(cause.code, cause.message, { cause, param }) : cause;
  });
  if (response.status !== 'completed' && response.status !== 'incomplete') {
    const message = `The response "${id}" is ${response.status}; only one that was completed can be gone on from.`;
    throw new AppError('invalid_input', message, { param });
  }
  return [...input, ...response.output.filter(({ type, status }) => type === 'message' || status === 'completed')];
}
