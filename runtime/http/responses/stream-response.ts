import type { Context } from 'hono';
import { AppError } from '#protocol/errors.ts';
import type { ResponseStep } from '#protocol/openai/responses-events.ts';
import { errorBody } from '#runtime/http/error-response.ts';
import type { NodeEnv, NodeParts } from '#runtime/http/node-parts.ts';
import { type EventTeller, respondEvents } from '#runtime/http/respond-events.ts';
import { openResponseWriter } from '#runtime/responses/open-response-writer.ts';
import type { StoredResponse } from '#runtime/responses/stored-response.ts';
import { runResponse } from './run-response.ts';

interface Streaming {
  stored: StoredResponse;
  newFrom: number;
  signal: AbortSignal;
}

/** Makes a response as server-sent events, numbered from 0. What fails before the answer begins is an ordinary error response; later the last event is `response.failed`. */
export function streamResponse(parts: NodeParts, streaming: Streaming): Promise<Response> {
  return respondEvents(parts, streaming.signal, (teller) => tellAll(parts, streaming, teller));
}

/** The events of a background response after a number, told as they come. Throws `invalid_input` where they are not known. */
export async function followResponse(
  c: Context<NodeEnv>,
  parts: NodeParts,
  { id, after }: { id: string; after: number },
): Promise<Response> {
  const caller = c.req.raw.signal;
  return respondEvents(parts, caller, async ({ send, signal }) => {
    const { background, store } = parts.responses;
    const kept = async () => (await store.events(c.get('callerId'), id))?.slice(after + 1);
    const events = background.follow(id, after, signal) ?? (await kept());
    if (!events) {
      const message = `The events of "${id}" are not kept; only those of background responses are, up to a length. Ask without "stream".`;
      throw new AppError('invalid_input', message, { param: 'stream' });
    }
    for await (const event of events) await send(event, event.type);
  });
}

async function tellAll(parts: NodeParts, { stored, newFrom }: Streaming, { send, signal }: EventTeller): Promise<void> {
  const writer = openResponseWriter(stored.response);
  // As it was before anything was written into it.
  const created = writer.create();
  let next = 0;
  const tell = async (steps: ResponseStep[]) => {
    for (const step of next === 0 ? [...created, ...steps] : steps) {
      if (isEnd(step) && stored.response.store) await parts.responses.store.save(stored);
      await send({ ...step, sequence_number: next }, step.type);
      next += 1;
    }
  };
  try {
    await runResponse(parts, { stored, writer, newFrom, signal }, tell);
  } catch (cause) {
    if (next === 0 || signal.aborted) throw cause;
    if (!(cause instanceof AppError)) parts.log.error({ err: cause }, 'stream.failed');
    const known = cause instanceof AppError ? cause : new AppError('internal');
    await tell(writer.fail(known)).catch(async (second: unknown) => {
      parts.log.error({ err: second }, 'stream.failed');
      const { code, message, param } = errorBody(second).error;
      await send({ type: 'error', code, message, param, sequence_number: next }, 'error');
    });
  }
}

function isEnd({ type }: ResponseStep): boolean {
  return type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed';
}
