import type { FoundArgument } from './build-tool.ts';
import { convertSchema, type SchemaReading } from './convert-schema.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { SkipOperation } from './skip-operation.ts';

export interface BodyRead {
  bodyKind: 'none' | 'json' | 'form';
  arguments: FoundArgument[];
  notes: string[];
  isOpen: boolean;
}

const noBody: BodyRead = { bodyKind: 'none', arguments: [], notes: [], isOpen: false };

/** The fields of a request's body as arguments. Throws `SkipOperation` when the body is needed and isn't JSON fields or a form. */
export function readRequestBody(
  levels: { operation: JsonObject; root: JsonObject; parameters: unknown[] },
  method: string,
  reading: SchemaReading,
): BodyRead {
  const isSwagger = typeof levels.root.swagger === 'string';
  const body = isSwagger ? swaggerBody(levels, reading) : openApiBody(levels.operation, reading);
  if (!body) return noBody;
  const problem = method === 'GET' ? 'GET calls have no body here' : body.problem;
  if (problem && body.isRequired) throw new SkipOperation(`${problem}.`);
  if (problem) return { ...noBody, notes: [`The body is left out: ${problem}.`] };
  return fieldsOf(convertSchema(body.schema, reading), body.kind, reading);
}

interface FoundBody {
  schema: unknown;
  kind: 'json' | 'form';
  isRequired: boolean;
  /** Why it can't be sent. */
  problem: string | null;
}

function openApiBody(operation: JsonObject, reading: SchemaReading): FoundBody | null {
  if (operation.requestBody === undefined) return null;
  const body = reading.references.follow(operation.requestBody);
  const content = objectOf(body.content);
  const isRequired = body.required === true;
  const types = Object.keys(content);
  const chosen = types.find(isJson) ?? types.find(isForm);
  if (chosen === undefined) return { schema: {}, kind: 'json', isRequired, problem: problemOf(types) };
  const { schema } = objectOf(content[chosen]);
  return { schema: schema ?? {}, kind: isJson(chosen) ? 'json' : 'form', isRequired, problem: null };
}

function swaggerBody(
  levels: { operation: JsonObject; root: JsonObject; parameters: unknown[] },
  reading: SchemaReading,
): FoundBody | null {
  const parameters = levels.parameters.map((one) => reading.references.follow(one));
  const types = listOf(levels.operation.consumes ?? levels.root.consumes).map(textOf);
  const body = parameters.find((one) => one.in === 'body');
  if (body) {
    const problem = types.length === 0 || types.some(isJson) ? null : problemOf(types);
    return { schema: body.schema, kind: 'json', isRequired: body.required === true, problem };
  }
  const fields = parameters.filter((one) => one.in === 'formData');
  if (fields.length === 0) return null;
  const isRequired = fields.some((one) => one.required === true);
  const isFile = fields.some((one) => one.type === 'file') || (types.length > 0 && !types.some(isForm));
  const properties = fields.map(({ name, in: _in, required: _required, ...schema }) => [textOf(name), schema]);
  const required = fields.filter((one) => one.required === true).map((one) => textOf(one.name));
  return {
    schema: { type: 'object', properties: isFile ? {} : Object.fromEntries(properties), required },
    kind: 'form',
    isRequired,
    problem: isFile ? problemOf(['multipart/form-data']) : null,
  };
}

function isJson(type: string): boolean {
  return /^(?:application\/(?:[\w.+-]+\+)?json|\*\/\*|application\/\*)\s*(?:;|$)/i.test(type);
}

function isForm(type: string): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type);
}

function problemOf(types: string[]): string {
  if (types.some((type) => type.toLowerCase().startsWith('multipart/')))
    return 'Its body has several parts or files (multipart), which a tool cannot send';
  return `Its body is ${types.join(', ').slice(0, 200) || 'of no kind that is named'}; a tool sends JSON or a form`;
}

function fieldsOf(schema: JsonObject, bodyKind: 'json' | 'form', reading: SchemaReading): BodyRead {
  const notes: string[] = [];
  const whole = oneShape(resolve(schema, reading), reading, notes);
  const isObject = whole.type === undefined ? true : [whole.type].flat().includes('object');
  if (!isObject) throw new SkipOperation(`Its body is of type ${String(whole.type)}; a tool sends named fields.`);
  const properties = Object.entries(objectOf(whole.properties));
  const required = listOf(whole.required);
  const isOpen = properties.length === 0 && whole.additionalProperties !== false;
  if (isOpen) notes.push('Its body takes fields of any name; name those that the model should fill.');
  const found = properties.map(([name, inner]): FoundArgument => {
    const field = objectOf(inner);
    const isRequired = required.includes(name);
    const only = field.const ?? (listOf(field.enum).length === 1 ? listOf(field.enum)[0] : undefined);
    return {
      name,
      in: 'body',
      schema: field,
      isRequired,
      ...(isRequired && only !== undefined ? { fixed: only } : {}),
    };
  });
  return { bodyKind, arguments: found, notes, isOpen };
}

/** A body that contains itself is a part by name: its fields are wanted here. */
function resolve(schema: JsonObject, reading: SchemaReading): JsonObject {
  const ref = textOf(schema.$ref);
  return ref ? objectOf(reading.defs[ref.slice('#/$defs/'.length)]) : schema;
}

/** One of several shapes: all their fields are offered, and needed is what every one of them needs. */
function oneShape(schema: JsonObject, reading: SchemaReading, notes: string[]): JsonObject {
  const forms = listOf(schema.oneOf ?? schema.anyOf ?? schema.allOf).map((one) => resolve(objectOf(one), reading));
  if (forms.length === 0) return schema;
  if (forms.some((form) => form.properties === undefined))
    throw new SkipOperation('Its body takes one of several forms that are not all objects.');
  const properties = Object.fromEntries(
    [...forms, schema].flatMap((form) => Object.entries(objectOf(form.properties))),
  );
  const isEvery = schema.allOf !== undefined;
  const needs = forms.map((form) => listOf(form.required));
  const shared = isEvery ? needs.flat() : (needs[0] ?? []).filter((name) => needs.every((list) => list.includes(name)));
  if (!isEvery) notes.push('Its body takes one of several forms; the fields of all of them are offered.');
  return { type: 'object', properties, required: [...new Set([...shared, ...listOf(schema.required)])] };
}
