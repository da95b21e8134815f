import { z } from 'zod';
import { gaiaExtrasSchema, type ToolCard, toolCardSchema } from '#protocol/retrieval/trace.ts';

/** A trial answer says too whether it was cut for repeating the content. */
const extrasSchema = gaiaExtrasSchema.extend({ isCut: z.boolean().default(false) });
type ShownExtras = z.infer<typeof extrasSchema>;

const chunkSchema = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).optional() })).optional(),
  gaia: z.union([extrasSchema, z.object({ toolCall: toolCardSchema })]).optional(),
  error: z.object({ message: z.string() }).optional(),
});

export type ChatPart =
  | { type: 'text'; text: string }
  | { type: 'call'; card: ToolCard }
  | { type: 'extras'; extras: ShownExtras }
  | { type: 'problem'; message: string };

/** Reads an OpenAI chat stream into text pieces, cards of calls, the `gaia` extras, and errors that came inside the stream. */
export async function* readChatStream(response: Response): AsyncGenerator<ChatPart> {
  if (!response.body) return;
  let rest = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* readLine(line);
  }
  yield* readLine(rest);
}

function* readLine(line: string): Generator<ChatPart> {
  if (!line.startsWith('data:')) return;
  const text = line.slice(5).trim();
  if (text === '' || text === '[DONE]') return;
  const chunk = chunkSchema.parse(JSON.parse(text));
  if (chunk.error) yield { type: 'problem', message: chunk.error.message };
  const content = chunk.choices?.[0]?.delta?.content;
  if (content) yield { type: 'text', text: content };
  if (!chunk.gaia) return;
  if ('toolCall' in chunk.gaia) yield { type: 'call', card: chunk.gaia.toolCall };
  else yield { type: 'extras', extras: chunk.gaia };
}
