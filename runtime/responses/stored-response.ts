import { z } from 'zod';
import { type InputPiece, responsesInputSchema } from '#protocol/openai/responses-input.ts';
import { type OutputPiece, responseObjectSchema } from '#protocol/openai/responses-object.ts';
import { type ResponsesRequestBody, responsesRequestSchema } from '#protocol/openai/responses-request.ts';

/** A piece of a conversation that was kept: it has an id of its own. */
export type KeptPiece = (InputPiece & { id: string }) | OutputPiece;

/** A request without its input, which is kept piece by piece. */
export type ResponsesSettings = Omit<ResponsesRequestBody, 'input'>;

const kept = z.object({
  callerId: z.string(),
  scope: z.enum(['owner', 'public']),
  settings: responsesRequestSchema.omit({ input: true }),
  /** How often it was begun in the background. */
  starts: z.int(),
  input: z.array(z.unknown()),
  response: responseObjectSchema,
});

/** A response with all that is needed to go on from it, or to make it again. */
export interface StoredResponse extends Omit<z.infer<typeof kept>, 'input'> {
  /** The whole conversation before the output, of earlier responses too. */
  input: KeptPiece[];
}

/** Reads what the store wrote. Throws where the text is no response. */
export function readStoredResponse(text: string): StoredResponse {
  const { input, ...rest } = kept.parse(JSON.parse(text));
  const pieces = responsesInputSchema.parse(input);
  return { ...rest, input: pieces.map((piece) => ({ ...piece, id: piece.id ?? '' })) };
}
