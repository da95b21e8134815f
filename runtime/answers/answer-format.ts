import { AppError } from '#protocol/errors.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import { type AddedSchema, type GrammarBuilder, openGrammar } from '#runtime/engine/grammar/open-grammar.ts';

const schemaParam = 'response_format.json_schema.schema';

/** The form that a caller asked an answer to have. */
export interface AnswerFormat {
  kind: 'json_object' | 'json_schema' | 'grammar';
  /** GBNF of the whole answer. */
  grammar: string;
  /** What the answer is checked against; null for other kinds than `json_schema`. */
  schema: Record<string, unknown> | null;
  /** Whether an answer that follows the grammar can still break the schema. */
  needsCheck: boolean;
}

type FormatFields = Pick<ChatRequestBody, 'response_format' | 'grammar'>;

/** Compiled formats by their request: `n` answers and a trace ask again. */
const known = new WeakMap<FormatFields, AnswerFormat | null>();

/** The form that a request asks for; null for plain text. Throws `unsupported_schema` with keyword and pointer, `invalid_input` for what can't be read or contradicts itself. */
export function answerFormat(request: FormatFields): AnswerFormat | null {
  const before = known.get(request);
  if (before !== undefined) return before;
  const format = readFormat(request);
  known.set(request, format);
  return format;
}

function readFormat(request: FormatFields): AnswerFormat | null {
  const { response_format: wanted, grammar } = request;
  const isPlain = !wanted || wanted.type === 'text';
  if (grammar && !isPlain) {
    throw new AppError('invalid_input', '"grammar" and "response_format" exclude each other; send one of them.', {
      param: 'grammar',
    });
  }
  if (grammar) return { kind: 'grammar', grammar, schema: null, needsCheck: false };
  if (isPlain) return null;
  const builder = openGrammar();
  const { rule, needsCheck } = addAnswerFormat(builder, request) ?? { rule: 'object', needsCheck: false };
  const schema = wanted.type === 'json_schema' ? (wanted.json_schema.schema ?? null) : null;
  return { kind: wanted.type, grammar: builder.text(rule), schema, needsCheck };
}

/**
 * Adds the rules of a request's `response_format` to a grammar that holds more, as calls of functions beside the answer; gives
 * the answer's rule, null for plain text. Throws like `answerFormat`.
 */
export function addAnswerFormat(
  grammar: GrammarBuilder,
  { response_format: wanted }: FormatFields,
): AddedSchema | null {
  if (wanted?.type === 'json_object') return { rule: 'object', needsCheck: false };
  if (wanted?.type !== 'json_schema') return null;
  const { schema, strict } = wanted.json_schema;
  if (!schema) {
    throw new AppError('invalid_input', `${schemaParam} is missing; send the JSON Schema of the answer.`, {
      param: schemaParam,
    });
  }
  return grammar.addSchema(schema, 'answer', { isStrict: strict === true, param: schemaParam });
}
