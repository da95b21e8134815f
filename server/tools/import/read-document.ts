import { parse as parseYaml } from 'yaml';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';

const maxDepth = 100;
const maxValues = 500_000;
/** YAML names that stand for earlier parts; a bomb multiplies them. */
const maxAliases = 200;
/** YAML takes about fifty times as long to read as JSON, and the studio waits for it. */
const maxYamlLength = 750_000;

/** Reads JSON or YAML that somebody else wrote. Throws `too_large` or `invalid_input` for what is too long, too deep, turns in circles or isn't readable. The result has no key `__proto__`. */
export function readDocument(text: string): unknown {
  if (text.length > limits.toolImportLength) {
    throw new AppError(
      'too_large',
      `This has ${text.length} characters; ${limits.toolImportLength} are the limit. Take out what you don't need.`,
    );
  }
  const budget = { left: maxValues };
  return cleanCopy(parseText(text), { budget, above: [] });
}

function parseText(text: string): unknown {
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    const json = parseJson(text);
    if (json !== undefined) return json;
  }
  if (text.length > maxYamlLength)
    throw new AppError('too_large', `YAML of more than ${maxYamlLength} characters isn't read; save it as JSON first.`);
  try {
    return parseYaml(text, { maxAliasCount: maxAliases, logLevel: 'error', schema: 'core' });
  } catch (cause) {
    const why = cause instanceof RangeError ? 'it is nested too deeply' : firstLine(cause);
    throw new AppError('invalid_input', `This can't be read as JSON or YAML: ${why}`, { cause });
  }
}

/** YAML is a superset, so text in braces that isn't JSON still has a chance. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstLine(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

function cleanCopy(value: unknown, place: { budget: { left: number }; above: unknown[] }): unknown {
  const { budget, above } = place;
  budget.left -= 1;
  if (budget.left < 0) throw new AppError('too_large', `This holds more than ${maxValues} values; split it.`);
  if (typeof value !== 'object' || value === null) return plainValue(value);
  if (above.includes(value)) throw new AppError('invalid_input', 'A part of this document contains itself.');
  if (above.length >= maxDepth)
    throw new AppError('invalid_input', `This is nested more than ${maxDepth} levels deep; flatten it.`);
  const inside = { budget, above: [...above, value] };
  if (Array.isArray(value)) return value.map((element) => cleanCopy(element, inside));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, inner]) => [key, cleanCopy(inner, inside)]));
}

/** YAML knows values that JSON doesn't. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value === undefined ? null : value;
}
