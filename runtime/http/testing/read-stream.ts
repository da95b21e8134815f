import { type ChatChunk, chatChunkSchema } from '#protocol/openai/chat-response.ts';

export interface ReadStream {
  /** Every chunk, each of the shape the schema says. */
  chunks: ChatChunk[];
  /** Errors inside the stream. */
  errors: { message: string; type: string; param: string | null; code: string }[];
  /** The last line was `[DONE]`. */
  isDone: boolean;
  /** Text of the answers, by choice. */
  texts: string[];
}

/** Reads a streamed chat completion to its end. */
export async function readStream(response: Response): Promise<ReadStream> {
  const events = (await response.text()).split('\n\n').filter((event) => event !== '');
  const payloads = events.map((event) => event.replace(/^data: /, ''));
  const read: ReadStream = { chunks: [], errors: [], isDone: payloads.at(-1) === '[DONE]', texts: [] };
  for (const payload of payloads.filter((text) => text !== '[DONE]')) {
    const value = JSON.parse(payload) as ReadStream['errors'][number] & { error?: ReadStream['errors'][number] };
    if (value.error) read.errors.push(value.error);
    else read.chunks.push(chatChunkSchema.strict().parse(value));
  }
  for (const { choices } of read.chunks) {
    for (const { index, delta } of choices) read.texts[index] = (read.texts[index] ?? '') + (delta.content ?? '');
  }
  return read;
}
