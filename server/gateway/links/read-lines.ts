import { AppError } from '#protocol/errors.ts';

const maxLineLength = 1024 * 1024;

/** The lines of a UTF-8 stream as they come. Throws `too_large` for a line over a million characters. */
export async function* readLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (!body) return;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) throw new AppError('too_large', 'A heartbeat is longer than 1 MiB.');
    yield* lines;
  }
}
