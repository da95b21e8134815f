import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { splitLines } from '#server/knowledge/split-lines.ts';

/** The lines of a text file that aren't blank, by their numbers; a byte order mark is left out. Throws `invalid_input` for what is no UTF-8, `too_large` for a line that can't be a row. */
export async function* filledLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: number; text: string }> {
  let line = 0;
  try {
    for await (const text of splitLines(decoded(source), limits.datasetRowLength)) {
      line += 1;
      if (text.trim() !== '') yield { line, text };
    }
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'too_large') throw cause;
    throw new AppError(
      'too_large',
      `Nothing was kept, since rows are wrong: line ${line + 1}: has more than ${limits.datasetRowLength} characters, the limit of a row.`,
      { cause },
    );
  }
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (part?: Uint8Array) => {
    try {
      return part ? decoder.decode(part, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new AppError('invalid_input', 'The file is no UTF-8 text; save it as UTF-8 and add it again.', { cause });
    }
  };
  for await (const part of source) yield decode(part);
  yield decode();
}
