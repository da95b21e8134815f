import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';

const maxDepth = 100;
const maxValues = 500_000;

/** Reads JSON that somebody else wrote. Throws `too_large` or `invalid_input` for what is too long, too deep or isn't readable. The result has no key `__proto__`. */
export function readDocument(text: string): unknown {
  if (text.length > limits.toolImportLength) {
    throw new AppError(
      'too_large',
      `This has ${text.length} characters; ${limits.toolImportLength} are the limit. Take out what you don't need.`,
    );
  }
  const budget = { left: maxValues };
  return cleanCopy(parseText(text), { budget, depth: 0 });
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof RangeError ? 'it is nested too deeply' : String(Object(cause).message).slice(0, 300);
    throw new AppError('invalid_input', `This can't be read as JSON: ${why}`, { cause });
  }
}

function cleanCopy(value: unknown, place: { budget: { left: number }; depth: number }): unknown {
  const { budget, depth } = place;
  budget.left -= 1;
  if (budget.left < 0) throw new AppError('too_large', `This holds more than ${maxValues} values; split it.`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth)
    throw new AppError('invalid_input', `This is nested more than ${maxDepth} levels deep; flatten it.`);
  const inside = { budget, depth: depth + 1 };
  if (Array.isArray(value)) return value.map((element) => cleanCopy(element, inside));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, inner]) => [key, cleanCopy(inner, inside)]));
}
