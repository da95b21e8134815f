import { z } from 'zod';
import { imageAddressSchema } from './image-part.ts';

/** A part of a text that a caller or the model wrote; what an answer carries beside its text comes back and is left out. */
const writtenText = z.object({ type: z.enum(['input_text', 'output_text']), text: z.string() });
const inputFile = z.strictObject({
  type: z.literal('input_file'),
  file_id: z.string().min(1).nullish(),
  /** base64, or a data address of it. */
  file_data: z.string().min(1).nullish(),
  filename: z.string().min(1).max(255).nullish(),
  file_url: z.null('is not supported here; upload the file, or send it as "file_data"').optional(),
  detail: z.enum(['auto', 'low', 'high']).nullish(),
});
const inputImage = z.strictObject({
  type: z.literal('input_image'),
  image_url: imageAddressSchema,
  file_id: z.null('is not supported here; send the image as "image_url"').optional(),
  detail: z.enum(['auto', 'low', 'high', 'original']).nullish(),
});
const contentPart = z.discriminatedUnion(
  'type',
  [writtenText, z.object({ type: z.literal('refusal'), refusal: z.string() }), inputFile, inputImage],
  { error: ({ input }) => unknownType(input, 'input_text, output_text, refusal, input_file and input_image') },
);
export type ContentPart = z.infer<typeof contentPart>;

const status = z.enum(['in_progress', 'completed', 'incomplete']).nullish();
const message = z.object({
  type: z.literal('message'),
  id: z.string().nullish(),
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: z.preprocess(asParts, z.array(contentPart).min(1)),
  status,
});
const functionCall = z.object({
  type: z.literal('function_call'),
  id: z.string().nullish(),
  call_id: z.string().min(1).max(200),
  name: z.string().min(1).max(64),
  arguments: z.string().refine(isObject, 'must be the JSON text of an object'),
  status,
});
const functionCallOutput = z.object({
  type: z.literal('function_call_output'),
  id: z.string().nullish(),
  call_id: z.string().min(1).max(200),
  output: z.union(
    [z.string(), z.array(z.object({ type: z.literal('input_text'), text: z.string() }))],
    'must be a text, or a list of parts of type "input_text"',
  ),
  status,
});

const piece = z.preprocess(
  asTyped,
  z.discriminatedUnion('type', [message, functionCall, functionCallOutput], {
    error: ({ input }) => unknownType(input, 'message, function_call and function_call_output'),
  }),
);

/** What a response answers: a text of the user, or messages, calls and their results in order. A text becomes a message. */
export const responsesInputSchema = z.preprocess(
  (input) => (typeof input === 'string' ? [{ role: 'user', content: input }] : input),
  z.array(piece, 'must be a text or a list').min(1),
);
export type InputPiece = z.infer<typeof piece>;

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function asTyped(value: unknown): unknown {
  const isShort = typeof value === 'object' && value !== null && !('type' in value) && 'role' in value;
  return isShort ? { ...value, type: 'message' } : value;
}

function asParts(content: unknown): unknown {
  return typeof content === 'string' ? [{ type: 'input_text', text: content }] : content;
}

function unknownType(input: unknown, known: string): string {
  const type = typeof input === 'object' && input !== null && 'type' in input ? String(input.type) : '';
  return `"${type}" is not supported here; ${known} are`;
}
