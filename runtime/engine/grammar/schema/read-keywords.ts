import { isSame } from './is-same.ts';
import { readListKeywords } from './read-list-keywords.ts';
import { readNumberKeywords } from './read-number-keywords.ts';
import { readObjectKeywords } from './read-object-keywords.ts';
import { readTextKeywords } from './read-text-keywords.ts';
import { leaveOut, type Reader, type SchemaObject } from './reader.ts';
import { below, malformed, type Reading } from './reading.ts';
import { type Json, type Spec, type TypeName, typeNames } from './spec.ts';

/** Say nothing about values, or are read elsewhere. */
const silent = new Set([
  ...['$schema', '$id', 'id', '$anchor', '$comment', '$defs', 'definitions', '$vocabulary'],
  ...['title', 'description', 'default', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly'],
  ...['contentEncoding', 'contentMediaType', 'contentSchema'],
]);
const combining = new Set(['$ref', 'allOf', 'anyOf', 'oneOf']);
const enforced = new Set([
  ...['type', 'enum', 'const'],
  ...['minLength', 'maxLength', 'pattern', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['items', 'prefixItems', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties', 'propertyNames'],
]);

/** Reads what one schema says by itself, without `$ref` and combinations. Throws `unsupported_schema` (strict) and `invalid_input`. */
export function readKeywords(reading: Reading, schema: SchemaObject, pointer: string): Spec {
  refuseUnknown(reading, schema, pointer);
  const at: Reader = { reading, schema, pointer };
  return {
    types: readTypes(at),
    values: readValues(at),
    ...readTextKeywords(at),
    ...readNumberKeywords(at),
    ...readListKeywords(at),
    ...readObjectKeywords(at),
  };
}

function refuseUnknown(reading: Reading, schema: SchemaObject, pointer: string): void {
  for (const keyword of Object.keys(schema)) {
    if (silent.has(keyword) || combining.has(keyword) || enforced.has(keyword) || keyword.startsWith('x-')) continue;
    leaveOut({ reading, schema, pointer }, keyword, 'is not supported');
  }
  if (pointer === '' || !('$id' in schema)) return;
  leaveOut({ reading, schema, pointer }, '$id', 'inside a schema is not supported');
}

function readTypes({ reading, schema, pointer }: Reader): Set<TypeName> | null {
  if (schema.type === undefined) return null;
  const said = Array.isArray(schema.type) ? schema.type : [schema.type];
  const types = said.map((name) => typeNames.find((known) => known === name));
  if (types.length > 0 && types.every((type) => type !== undefined)) return new Set(types);
  throw malformed(reading, below(pointer, 'type'), `"type" must be one or several of ${typeNames.join(', ')}`);
}

function readValues({ reading, schema, pointer }: Reader): Json[] | null {
  if (schema.enum !== undefined && !Array.isArray(schema.enum)) {
    throw malformed(reading, below(pointer, 'enum'), '"enum" must be a list');
  }
  // A schema comes out of JSON, so its values are JSON.
  const listed = schema.enum as Json[] | undefined;
  if (!('const' in schema)) return listed ?? null;
  const only = schema.const as Json;
  return !listed || listed.some((value) => isSame(value, only)) ? [only] : [];
}
