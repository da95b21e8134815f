import type { JsonObject } from './json-values.ts';

const maxDepth = 20;

/** A JSON Schema that an example value fits, with the value as its example. */
export function inferSchema(value: unknown): JsonObject {
  const schema = shapeOf(value, 0);
  return value === null || typeof value === 'object' ? schema : { ...schema, examples: [value] };
}

function shapeOf(value: unknown, depth: number): JsonObject {
  if (value === null || depth > maxDepth) return {};
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? shapeOf(value[0], depth + 1) : {} };
  if (typeof value === 'object') {
    const fields = Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, depth + 1)]);
    return { type: 'object', properties: Object.fromEntries(fields) };
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  return { type: typeof value === 'boolean' ? 'boolean' : 'string' };
}
