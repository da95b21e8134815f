import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { mergeAllOf } from './merge-all-of.ts';
import type { References } from './open-references.ts';
import { SkipOperation } from './skip-operation.ts';
import { trimDescription } from './trim-description.ts';

export interface SchemaReading {
  references: References;
  /** Parts that schemas point at by `#/$defs/<name>`: those that contain themselves, or all of them when they would not fit otherwise. */
  defs: JsonObject;
  /** Name in `defs` by reference. */
  names: Map<string, string>;
  /** References being read, outermost first. */
  open: string[];
  /** Schema parts that may still be read. */
  left: number;
  placing: 'inline' | 'defs';
}

const kept = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required', 'default', 'examples'],
  ...['minContains', 'maxContains'],
]);
const single = new Set(['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else']);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const maxParts = 2_000;

/** A fresh reading: inline first; `defs` for schemas that share so much that copies would not fit. */
export function startReading(references: References, placing: SchemaReading['placing'] = 'inline'): SchemaReading {
  return { references, defs: {}, names: new Map(), open: [], left: maxParts, placing };
}

/** A schema of OpenAPI 3.0, 3.1 or Swagger 2 as plain JSON Schema that stands for itself. Throws `SkipOperation` for files and for schemas that are too large. */
export function convertSchema(schema: unknown, reading: SchemaReading): JsonObject {
  reading.left -= 1;
  if (reading.left < 0) throw new SkipOperation(`Its arguments have more than ${maxParts} parts; simplify the schema.`);
  if (schema === false) return { not: {} };
  const own = objectOf(schema);
  if (typeof own.$ref === 'string') return convertReference(own.$ref, own, reading);
  if (own.type === 'file') throw new SkipOperation('It takes a file.');
  const entries = Object.entries(own).flatMap(([key, value]) => convertKeyword({ key, value, own }, reading));
  return mergeAllOf(nullable(own, Object.fromEntries(entries)));
}

function convertReference(ref: string, own: JsonObject, reading: SchemaReading): JsonObject {
  const { key, value } = reading.references.lookup(ref);
  const description = textOf(own.description);
  const beside = description ? { description: trimDescription(description, 500) } : {};
  const known = reading.names.get(key);
  if (known) return { $ref: `#/$defs/${known}`, ...beside };
  if (reading.open.includes(key) || reading.placing === 'defs') {
    const name = nameOf(key, reading);
    if (reading.open.includes(key)) return { $ref: `#/$defs/${name}`, ...beside };
  }
  reading.open.push(key);
  const converted = convertSchema(value, reading);
  reading.open.pop();
  const name = reading.names.get(key);
  if (!name) return { ...converted, ...beside };
  reading.defs[name] = converted;
  return { $ref: `#/$defs/${name}`, ...beside };
}

function nameOf(key: string, reading: SchemaReading): string {
  const plain = (key.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_]+/g, '_') || 'part';
  const taken = new Set(reading.names.values());
  let name = plain;
  for (let count = 2; taken.has(name) || name === '__proto__'; count += 1) name = `${plain}_${count}`;
  reading.names.set(key, name);
  return name;
}

interface Keyword {
  key: string;
  value: unknown;
  own: JsonObject;
}

function convertKeyword(keyword: Keyword, reading: SchemaReading): [string, unknown][] {
  const { key, value, own } = keyword;
  if (key === 'required') return requiredOf(value, own, reading);
  if (kept.has(key)) return [[key, value]];
  if (key === 'description') return [[key, trimDescription(textOf(value), 500)]];
  if (key === 'example' && own.examples === undefined) return [['examples', [value]]];
  if (key === 'exclusiveMinimum' || key === 'exclusiveMaximum') return exclusive(key, value, own);
  return convertInner(keyword, reading);
}

function convertInner({ key, value }: Keyword, reading: SchemaReading): [string, unknown][] {
  const convertAll = (all: unknown) => listOf(all).map((one) => convertSchema(one, reading));
  if (key === 'items' && Array.isArray(value)) return [['prefixItems', convertAll(value)]];
  if (single.has(key)) return [[key, typeof value === 'boolean' ? value : convertSchema(value, reading)]];
  if (lists.has(key)) return [[key, convertAll(value)]];
  return maps.has(key) ? [[key, convertMap(value, reading)]] : [];
}

/** What only the service may set isn't asked for. */
function isReadOnly(schema: unknown, reading: SchemaReading): boolean {
  const own = objectOf(schema);
  if (own.readOnly === true) return true;
  return typeof own.$ref === 'string' && objectOf(reading.references.lookup(own.$ref).value).readOnly === true;
}

function convertMap(value: unknown, reading: SchemaReading): JsonObject {
  const entries = Object.entries(objectOf(value)).filter(([, schema]) => !isReadOnly(schema, reading));
  return Object.fromEntries(entries.map(([name, schema]) => [name, convertSchema(schema, reading)]));
}

/** Swagger 2 parameters have `required: true` beside their type: that says nothing about the value. */
function requiredOf(value: unknown, own: JsonObject, reading: SchemaReading): [string, unknown][] {
  if (!Array.isArray(value)) return [];
  const properties = objectOf(own.properties);
  const names = value.filter(
    (name) => typeof name === 'string' && !(Object.hasOwn(properties, name) && isReadOnly(properties[name], reading)),
  );
  return names.length > 0 ? [['required', names]] : [];
}

/** OpenAPI 3.0 has `exclusiveMinimum: true` beside `minimum`. */
function exclusive(key: 'exclusiveMinimum' | 'exclusiveMaximum', value: unknown, own: JsonObject): [string, unknown][] {
  if (typeof value === 'number') return [[key, value]];
  const bound = own[key === 'exclusiveMinimum' ? 'minimum' : 'maximum'];
  return value === true && typeof bound === 'number' ? [[key, bound]] : [];
}

/** OpenAPI 3.0 and Swagger say `nullable`; JSON Schema has the type null. */
function nullable(own: JsonObject, converted: JsonObject): JsonObject {
  if (own.nullable !== true && own['x-nullable'] !== true) return converted;
  const { type } = converted;
  if (typeof type !== 'string') return converted;
  const values = converted.enum;
  return {
    ...converted,
    type: [type, 'null'],
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}
