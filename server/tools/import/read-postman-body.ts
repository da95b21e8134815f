import type { FoundArgument } from './build-tool.ts';
import { inferSchema } from './infer-schema.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { type ExampleBody, readExampleBody } from './read-example-body.ts';
import { SkipOperation } from './skip-operation.ts';

type Read = ExampleBody & { notes: string[] };

const nothing: Read = { bodyKind: 'none', arguments: [], notes: [] };

/** The fields of a request's body. Throws `SkipOperation` for parts, files, and bodies that are neither JSON nor a form. */
export function readPostmanBody(body: JsonObject, input: { method: string; fill: (text: string) => string }): Read {
  if (body.disabled === true || body.mode === undefined) return nothing;
  if (input.method === 'GET') return { ...nothing, notes: ['The body is left out: GET calls have no body here.'] };
  switch (body.mode) {
    case 'raw':
      return { ...readExampleBody(quoteVariables(input.fill(textOf(body.raw))), languageOf(body)), notes: [] };
    case 'urlencoded':
      return { bodyKind: 'form', arguments: formFields(listOf(body.urlencoded), input.fill), notes: [] };
    case 'graphql':
      return { bodyKind: 'json', arguments: graphql(objectOf(body.graphql), input.fill), notes: [] };
    case 'formdata':
      throw new SkipOperation('Its body has several parts or files (multipart), which a tool cannot send.');
    default:
      throw new SkipOperation(`Its body is a ${String(body.mode).slice(0, 40)}, which a tool cannot send.`);
  }
}

function languageOf(body: JsonObject): string {
  const language = textOf(objectOf(objectOf(body.options).raw).language);
  return language === '' || language === 'text' ? '' : language;
}

/** `{"age": {{age}}}` is JSON only once the variable has a value. */
function quoteVariables(text: string): string {
  return text.replace(/([:[,]\s*)\{\{([^{}]{1,100})\}\}/g, '$1"{{$2}}"');
}

function formFields(rows: unknown[], fill: (text: string) => string): FoundArgument[] {
  return rows
    .map(objectOf)
    .filter((row) => row.disabled !== true && textOf(row.key) !== '')
    .map((row) => {
      const value = fill(textOf(row.value));
      const description = textOf(row.description);
      const schema = value === '' || value.includes('{{') ? { type: 'string' } : inferSchema(value);
      return {
        name: textOf(row.key),
        in: 'body' as const,
        schema: { ...schema, ...(description ? { description } : {}) },
        isRequired: false,
      };
    });
}

function graphql(body: JsonObject, fill: (text: string) => string): FoundArgument[] {
  const query = fill(textOf(body.query));
  const given = fill(textOf(body.variables)).trim();
  const fixed: FoundArgument = {
    name: 'query',
    in: 'body',
    schema: { type: 'string' },
    isRequired: true,
    fixed: query,
  };
  if (given === '') return [fixed];
  const read = readExampleBody(quoteVariables(given), 'application/json');
  const properties = Object.fromEntries(read.arguments.map(({ name, schema }) => [name, schema]));
  return [fixed, { name: 'variables', in: 'body', schema: { type: 'object', properties }, isRequired: true }];
}
