import { text } from 'node:stream/consumers';
import { AppError } from '#protocol/errors.ts';
import { type ParseMessage, parseRequestSchema } from '#server/knowledge/parse/parse-messages.ts';
import { readDocument } from './read-document.ts';

const request = parseRequestSchema.parse(JSON.parse(await text(process.stdin)));
const answer = await read();
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));

async function read(): Promise<ParseMessage> {
  try {
    const document = await readDocument(request, (done, total) => tell({ type: 'progress', done, total }));
    return { type: 'parsed', document };
  } catch (cause) {
    if (cause instanceof AppError) return { type: 'refused', code: cause.code, message: cause.message };
    const why = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown reason';
    const message = `"${request.name}" could not be read (${why}); it may be damaged. Open it in its own program, save it again and add that.`;
    return { type: 'refused', code: 'unreadable_document', message };
  }
}

function tell(message: ParseMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
