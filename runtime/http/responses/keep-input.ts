import type { InputPiece } from '#protocol/openai/responses-input.ts';
import { newResponsesId } from '#runtime/responses/new-response.ts';
import type { KeptPiece } from '#runtime/responses/stored-response.ts';

const prefixes = { message: 'msg', function_call: 'fc', function_call_output: 'fco' } as const;

/** Pieces of a request as they are kept and listed: each with an id, and texts named by who wrote them. */
export function keepInput(input: InputPiece[]): KeptPiece[] {
  return input.map((piece) => {
    const known = { ...piece, id: piece.id || newResponsesId(prefixes[piece.type]), status: 'completed' as const };
    if (known.type !== 'message') return known;
    const type = known.role === 'assistant' ? ('output_text' as const) : ('input_text' as const);
    return { ...known, content: known.content.map((part) => ('text' in part ? { ...part, type } : part)) };
  });
}

/** A piece as `input_items` lists it. */
export function listedPiece(piece: KeptPiece): object {
  if (piece.type !== 'message') return piece;
  const content = piece.content.map((part) => {
    if (part.type === 'output_text') return { annotations: [], logprobs: [], ...part };
    if (part.type === 'input_image') return { ...part, detail: part.detail ?? 'auto', file_id: null };
    return part.type === 'input_file' ? withoutNull(part) : part;
  });
  return { ...piece, content };
}

function withoutNull(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value != null));
}
