import { AppError } from '#protocol/errors.ts';

/** A request's body as it streams in. Throws `too_large` at once when the length it announces is above the limit, `invalid_input` without a body. */
export function readBody(request: Request, options: { maxBytes: number; what: string }): AsyncIterable<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > options.maxBytes) {
    const limit = Math.round(options.maxBytes / 1024 ** 2);
    throw new AppError('too_large', `${options.what} is larger than ${limit} MB, the limit; split it.`);
  }
  return parts(request.body ?? new Blob().stream());
}

/** Someone who goes away in the middle has cancelled. */
async function* parts(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new AppError('client_closed', 'The upload broke off; nothing was kept. Add the file again.', { cause });
  }
}
