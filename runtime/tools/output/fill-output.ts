import { AppError } from '#protocol/errors.ts';
import type { ServiceAnswer } from '#runtime/tools/http/read-answer.ts';

const placeholder = /\{\{\s*([^{}\s]{1,200})\s*\}\}/g;

/**
 * Fills `{{path.to.value}}` from a service's answer; `{{@}}` is the whole of it, `{{arguments.name}}` what the call was made with.
 * A value that isn't there leaves nothing. Throws `upstream_failed` when none of them is there.
 */
export function fillOutput(
  template: string,
  from: { answer: ServiceAnswer; arguments: Record<string, unknown> },
): string {
  const whole = from.answer.json ? from.answer.json.value : from.answer.text;
  let asked = 0;
  let found = 0;
  const text = template.replace(placeholder, (_match, path: string) => {
    const value = path.startsWith('arguments.') ? (find(whole, path) ?? find(from, path)) : find(whole, path);
    asked += 1;
    if (value === undefined || value === null) return '';
    found += 1;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (asked === 0 || found > 0) return text;
  throw new AppError(
    'upstream_failed',
    "The service's answer holds none of the values that the output template names.",
  );
}

/** Own properties and list places only. */
function find(value: unknown, path: string): unknown {
  if (path === '@') return value;
  return path.split('.').reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<string, unknown>)[key];
  }, value);
}
