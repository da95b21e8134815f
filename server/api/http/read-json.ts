import { AppError } from '#protocol/errors.ts';

/** A request's JSON body of no more than `maxBytes`, counted as it comes in. Throws `too_large`, or `invalid_input` when it is not JSON. */
export async function readJson(request: Request, options: { maxBytes: number }): Promise<unknown> {
  const text = await readText(request, options.maxBytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_input', 'The body is not JSON.', { cause });
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AppError('too_large', `The request is larger than ${maxBytes} bytes, the limit.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
