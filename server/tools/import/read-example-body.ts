import type { FoundArgument } from './build-tool.ts';
import { inferSchema } from './infer-schema.ts';
import { readQuery } from './read-address.ts';
import { readDocument } from './read-document.ts';
import { SkipOperation } from './skip-operation.ts';

export interface ExampleBody {
  bodyKind: 'none' | 'json' | 'form';
  arguments: FoundArgument[];
}

/** The fields of an example body as arguments. Throws `SkipOperation` when it is neither JSON fields nor a form. */
export function readExampleBody(text: string, type: string): ExampleBody {
  if (text.trim() === '') return { bodyKind: 'none', arguments: [] };
  if (/^\s*[[{]/.test(text) || /json/i.test(type)) return jsonBody(text);
  if (type && !/x-www-form-urlencoded/i.test(type))
    throw new SkipOperation(`Its body is ${type.slice(0, 100)}; a tool sends JSON or a form.`);
  return { bodyKind: 'form', arguments: readQuery(text).map((argument) => ({ ...argument, in: 'body' })) };
}

function jsonBody(text: string): ExampleBody {
  let value: unknown;
  try {
    value = readDocument(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SkipOperation(`Its body is not JSON: ${why.slice(0, 200)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SkipOperation('Its body is JSON, but not an object; a tool sends named fields.');
  const fields = Object.entries(value).map(
    ([name, inner]): FoundArgument => ({ name, in: 'body', schema: inferSchema(inner), isRequired: true }),
  );
  return { bodyKind: 'json', arguments: fields };
}
