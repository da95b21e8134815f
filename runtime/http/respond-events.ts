import { AppError } from '#protocol/errors.ts';
import { errorBody, errorResponse } from './error-response.ts';
import type { NodeParts } from './node-parts.ts';

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

export interface EventTeller {
  /** Sends one event; the first makes the response a stream. Where a name is given it stands before the data. */
  send: (value: object | '[DONE]', name?: string) => Promise<void>;
  /** Aborts when the caller leaves. */
  signal: AbortSignal;
}

/** A response of server-sent events. What `tell` throws before its first event is an ordinary error response; later it is an `error` event, and the stream ends. */
export async function respondEvents(
  { log }: Pick<NodeParts, 'log'>,
  caller: AbortSignal,
  tell: (teller: EventTeller) => Promise<void>,
): Promise<Response> {
  const gone = new AbortController();
  const signal = AbortSignal.any([caller, gone.signal]);
  const encoder = new TextEncoder();
  const pipe = new TransformStream<Uint8Array, Uint8Array>({}, { highWaterMark: 64 }, { highWaterMark: 64 });
  const writer = pipe.writable.getWriter();
  writer.closed.catch(() => gone.abort());
  const started = Promise.withResolvers<void>();
  const send: EventTeller['send'] = (value, name) => {
    started.resolve();
    const event = name === undefined ? '' : `event: ${name}\n`;
    return writer.write(encoder.encode(`${event}data: ${value === '[DONE]' ? value : JSON.stringify(value)}\n\n`));
  };
  const work = tell({ send, signal }).then(
    () => writer.close(),
    async (cause: unknown) => {
      started.reject(cause);
      if (!(cause instanceof AppError) && !signal.aborted) log.error({ err: cause }, 'stream.failed');
      await send(errorBody(cause)).catch(() => undefined);
      await writer.close();
    },
  );
  work.then(started.resolve, () => undefined);
  try {
    await started.promise;
  } catch (cause) {
    await pipe.readable.cancel();
    return errorResponse(cause);
  }
  return new Response(pipe.readable, { headers });
}
