import { type JsonObject, listOf, objectOf } from './json-values.ts';

/** Puts the parts of `allOf` into one schema where they are plain objects, or only one; a model reads that better. */
export function mergeAllOf(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.allOf)) return schema;
  const { allOf, ...rest } = schema;
  const parts = listOf(allOf).map(objectOf);
  const [only] = parts;
  if (parts.length === 1 && only) return joinable([only, rest]) ? join([only, rest]) : { ...only, ...rest };
  return joinable([...parts, rest]) ? join([...parts, rest]) : schema;
}

const plain = new Set(['type', 'properties', 'required', 'description', 'additionalProperties', 'default', 'examples']);

function joinable(parts: JsonObject[]): boolean {
  const isPlain = parts.every((part) => Object.keys(part).every((key) => plain.has(key)));
  const isObject = parts.every((part) => part.type === undefined || part.type === 'object');
  return isPlain && isObject && parts.some((part) => part.properties !== undefined);
}

function join(parts: JsonObject[]): JsonObject {
  const properties = Object.fromEntries(parts.flatMap((part) => Object.entries(objectOf(part.properties))));
  const required = [...new Set(parts.flatMap((part) => listOf(part.required)))];
  // A part that is closed would refuse the fields of the others, so none of them stays closed.
  const rest = parts.map(
    ({ properties: _properties, required: _required, additionalProperties: _more, ...own }) => own,
  );
  return {
    ...Object.assign({}, ...rest),
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
  };
}
