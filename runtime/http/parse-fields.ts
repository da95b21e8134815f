import type { z } from 'zod';
import { AppError } from '#protocol/errors.ts';

/** An OpenAI error whose `code` isn't one of ours: a field that is unknown, or not served yet. */
export class FieldError extends AppError {
  readonly openAiCode: 'unsupported_parameter' | 'unknown_parameter';

  constructor(field: string, openAiCode: FieldError['openAiCode']) {
    const reason =
      openAiCode === 'unsupported_parameter' ? 'is not supported here yet' : 'is not a field of this request';
    super('invalid_input', `"${field}" ${reason}; leave it out.`, { param: field });
    this.openAiCode = openAiCode;
  }
}

/** Reads a request body in the shape of `schema`. Throws `invalid_input` with the field's path; fields not served yet, or unknown, are named. */
export function parseFields<Schema extends z.ZodType>(
  body: unknown,
  schema: Schema,
  unsupported: readonly string[] = [],
): z.output<Schema> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('invalid_input', 'The body must be a JSON object.');
  }
  const refused = unsupported.find((field) => (body as Record<string, unknown>)[field] != null);
  if (refused) throw new FieldError(refused, 'unsupported_parameter');
  const parsed = schema.safeParse(withoutNull(body, unsupported));
  if (parsed.success) return parsed.data;
  throw wrongField(parsed.error);
}

function withoutNull(body: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function wrongField(error: z.ZodError): AppError {
  const [issue] = error.issues;
  if (!issue) return new AppError('invalid_input');
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return new FieldError(path === '' ? key : `${path}.${key}`, 'unknown_parameter');
  }
  if (path === 'store') return new FieldError(path, 'unsupported_parameter');
  const reason = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return new AppError('invalid_input', `${path || 'The body'}: ${reason}.`, { param: path });
}

/** `['messages', 0, 'content']` as `messages[0].content`. */
function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
