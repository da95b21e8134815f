import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Schema = Record<string, unknown>;

const mostLevels = 64;
/** Keywords whose values are plain values, not schemas. */
const plainValues = new Set(['default', 'const', 'enum', 'examples', 'example']);

/** Made at the first use: compiling a meta-schema takes a while. */
const made: { old?: Ajv; today?: Ajv2020 } = {};
const options: Options = { strict: false, validateFormats: false, logger: false };

/** What is wrong with a JSON Schema of arguments that somebody else wrote, in words; null when nothing is. Nothing of it is compiled or run: its time is bounded by its length. */
export function findSchemaProblem(given: Schema): string | null {
  if (given.type !== 'object') return 'The arguments must be a JSON schema with "type": "object".';
  const { $schema: draft, ...schema } = given;
  const found = problemWithin(schema);
  if (found) return found;
  const ajv = readerOf(schema, String(draft ?? ''));
  if (ajv.validateSchema(schema) === true) return null;
  const [first] = ajv.errors ?? [];
  return `The JSON schema is not valid at "${first?.instancePath || '/'}": ${first?.message}.`;
}

/** Drafts before 2020-12 write `prefixItems` as a list in `items`. */
function readerOf(schema: Schema, draft: string): Ajv | Ajv2020 {
  if (/draft-0[67]/.test(draft) || (draft === '' && hasListOfItems(schema))) {
    made.old ??= new Ajv(options);
    return made.old;
  }
  made.today ??= new Ajv2020(options);
  return made.today;
}

function hasListOfItems(schema: object): boolean {
  return Object.entries(schema).some(([keyword, inner]) => {
    if (typeof inner !== 'object' || inner === null || plainValues.has(keyword)) return false;
    return (keyword === 'items' && Array.isArray(inner)) || hasListOfItems(inner);
  });
}

interface Place {
  value: object;
  path: string;
  level: number;
}

/** What the meta-schema doesn't look at: depth, references and patterns. */
function problemWithin(schema: Schema): string | null {
  const open: Place[] = [{ value: schema, path: '', level: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.level > mostLevels) return `The JSON schema is nested more than ${mostLevels} levels deep; flatten it.`;
    const problem = textsProblem(next, schema);
    if (problem) return problem;
    for (const place of placesIn(next)) open.push(place);
  }
  return null;
}

function textsProblem({ value, path }: Place, schema: Schema): string | null {
  for (const [key, text] of Object.entries(value)) {
    const problem = typeof text === 'string' ? textProblem(key, text, { at: `${path}/${key}`, schema }) : null;
    if (problem) return problem;
  }
  return null;
}

function placesIn({ value, path, level }: Place): Place[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (plainValues.has(key) || typeof inner !== 'object' || inner === null) return [];
    return { value: inner, path: `${path}/${key}`, level: level + 1 };
  });
}

function textProblem(key: string, text: string, { at, schema }: { at: string; schema: Schema }): string | null {
  if (key === 'pattern' && !isExpression(text))
    return `The JSON schema is not valid at "${at}": "${text.slice(0, 100)}" is no regular expression.`;
  if (key === '$ref' && !pointsWithin(text, schema))
    return `The JSON schema is not valid at "${at}": "${text.slice(0, 200)}" points to nothing in it.`;
  return null;
}

/** The expression is read, never run. */
function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function pointsWithin(reference: string, schema: Schema): boolean {
  if (reference !== '#' && !reference.startsWith('#/')) return false;
  let value: unknown = schema;
  for (const step of reference.split('/').slice(1)) {
    const key = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Schema)[key];
  }
  return true;
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
