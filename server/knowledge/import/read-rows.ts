import { createReadStream } from 'node:fs';
import { type ZodType, z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { splitLines } from '#server/knowledge/split-lines.ts';

/** The rows of a `.jsonl` file, parsed, in batches. Throws `unreadable_document` naming the first line that is wrong. */
export async function* readRows<T>(
  file: string,
  schema: ZodType<T>,
  batchSize: number,
): AsyncGenerator<T[], void, undefined> {
  let batch: T[] = [];
  let number = 0;
  for await (const line of splitLines(createReadStream(file, 'utf8'))) {
    number += 1;
    batch.push(parseRow(line, schema, number));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function parseRow<T>(line: string, schema: ZodType<T>, number: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON';
    throw new AppError('unreadable_document', `Line ${number} of the bundle can't be read: ${why}`, { cause });
  }
}
