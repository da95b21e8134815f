import type { FoundArgument } from './build-tool.ts';
import { inferSchema } from './infer-schema.ts';
import { SkipOperation } from './skip-operation.ts';

const maxLength = 4_000;

/** Splits an address into what stays and what the model fills: `{name}` and `:name` in the path, and every query value. Throws `SkipOperation` unless it is HTTPS. */
export function readAddress(address: string): { url: string; arguments: FoundArgument[] } {
  if (address.length > maxLength) throw new SkipOperation(`Its address is longer than ${maxLength} characters.`);
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  const parsed = URL.parse(whole.replace(/[{}]/g, '_'));
  if (!parsed) throw new SkipOperation(`"${address.slice(0, 200)}" is not an address.`);
  if (parsed.protocol !== 'https:') throw new SkipOperation(`${parsed.origin} does not speak HTTPS.`);
  const [before = '', ...query] = (whole.split('#')[0] ?? '').split('?');
  const slash = before.indexOf('/', 'https://'.length);
  const path = slash < 0 ? '' : before.slice(slash);
  if (/[{}]/.test(before.slice(0, slash < 0 ? before.length : slash)))
    throw new SkipOperation(`Its host has a variable without value: ${before.slice(0, 100)}.`);
  const names: string[] = [];
  const named = path
    .replace(/\{+([A-Za-z_][\w.-]*)\}+/g, '{$1}')
    .replace(/\/:([A-Za-z_]\w*)/g, '/{$1}')
    .replace(/\{([A-Za-z_][\w.-]*)\}/g, (found, name: string) => {
      if (!names.includes(name)) names.push(name);
      return found;
    });
  return {
    url: `https://${parsed.host}${named}`,
    arguments: [
      ...names.map((name): FoundArgument => ({ name, in: 'path', schema: { type: 'string' }, isRequired: true })),
      ...readQuery(query.join('?')),
    ],
  };
}

/** Query values as arguments, with what stood there as their example. */
export function readQuery(query: string): FoundArgument[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const all = values.get(name);
    if (all) all.push(value);
    else values.set(name, [value]);
  }
  return [...values].map(([name, all]) => ({ name, in: 'query', schema: querySchema(all), isRequired: false }));
}

function querySchema([first = '', ...more]: string[]) {
  if (more.length > 0) return { type: 'array', items: { type: 'string' }, examples: [[first, ...more]] };
  if (/^-?\d{1,15}$/.test(first) && !/^-?0\d/.test(first)) return inferSchema(Number(first));
  if (first === 'true' || first === 'false') return inferSchema(first === 'true');
  return first === '' ? { type: 'string' } : inferSchema(first);
}
