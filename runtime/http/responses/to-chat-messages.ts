import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ContentPart } from '#protocol/openai/responses-input.ts';
import type { KeptPiece } from '#runtime/responses/stored-response.ts';

type Message = ChatRequestBody['messages'][number];
type Pieces<Type> = Extract<KeptPiece, { type: Type }>;

/** Messages of a chat, and for each the place in the request that it came from. */
export interface PlacedMessages {
  messages: Message[];
  places: string[];
}

/**
 * A conversation of a response as messages of a chat. Calls belong to the assistant's message before them. `newFrom` says how many
 * pieces came from earlier responses; `readFile` gives a file's text.
 */
export async function toChatMessages(
  pieces: KeptPiece[],
  { newFrom, readFile }: { newFrom: number; readFile: (part: FilePart, param: string) => Promise<string> },
): Promise<PlacedMessages> {
  const chat: PlacedMessages = { messages: [], places: [] };
  for (const [index, piece] of pieces.entries()) {
    const place = index < newFrom ? 'previous_response_id' : `input[${index - newFrom}]`;
    const last = chat.messages.at(-1);
    const message = await toMessage(piece, { place, readFile });
    if (last?.role === 'assistant' && message.role === 'assistant' && isOneTurn(last, message)) join(last, message);
    else {
      chat.messages.push(message);
      chat.places.push(place);
    }
  }
  return chat;
}

type FilePart = Extract<ContentPart, { type: 'input_file' }>;
interface Reading {
  place: string;
  readFile: (part: FilePart, param: string) => Promise<string>;
}

async function toMessage(piece: KeptPiece, reading: Reading): Promise<Message> {
  if (piece.type === 'message') return { role: piece.role, ...(await readContent(piece, reading)) };
  if (piece.type === 'function_call_output') {
    return { role: 'tool', tool_call_id: piece.call_id, content: outputText(piece) };
  }
  const { call_id: id, name, arguments: given } = piece;
  return {
    role: 'assistant',
    content: '',
    tool_calls: [{ id, type: 'function', function: { name, arguments: given } }],
  };
}

async function readContent({ content }: Pieces<'message'>, { place, readFile }: Reading) {
  const texts: string[] = [];
  const images: NonNullable<Message['images']> = [];
  for (const [part, one] of content.entries()) {
    if (one.type === 'input_image') images.push({ url: one.image_url, detail: detailOf(one.detail), part });
    else if (one.type === 'input_file') texts.push(await readFile(one, `${place}.content[${part}]`));
    else texts.push(one.type === 'refusal' ? one.refusal : one.text);
  }
  return { content: texts.join('\n'), ...(images.length > 0 ? { images } : {}) };
}

function detailOf(detail: string | null | undefined): 'auto' | 'low' | 'high' | undefined {
  if (detail === 'original') return 'high';
  return detail === 'auto' || detail === 'low' || detail === 'high' ? detail : undefined;
}

function outputText({ output }: Pieces<'function_call_output'>): string {
  return typeof output === 'string' ? output : output.map(({ text }) => text).join('\n');
}

/** Calls after a text, after other calls, or a text after calls, belong to the turn that they stand in. */
function isOneTurn(last: Message, next: Message): boolean {
  return (last.tool_calls?.length ?? 0) > 0 || (next.tool_calls?.length ?? 0) > 0;
}

function join(last: Message, next: Message): void {
  last.content = [last.content, next.content].filter((text) => text !== '').join('\n');
  const calls = [...(last.tool_calls ?? []), ...(next.tool_calls ?? [])];
  if (calls.length > 0) last.tool_calls = calls;
}
