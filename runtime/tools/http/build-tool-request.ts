import { AppError } from '#protocol/errors.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

export type HttpTarget = Extract<ToolDefinition['target'], { kind: 'http' }>;

/** A tool's call as HTTP says it, before authentication. */
export interface ToolRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

interface Placed {
  argument: string;
  /** Name in the request. */
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  value: unknown;
}

/** Puts the arguments where the tool wants them. Throws `invalid_input` for a value that doesn't fit its place; a value can never change the host, or leave its part of the path. */
export function buildToolRequest(target: HttpTarget, values: Record<string, unknown>): ToolRequest {
  const placed = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([argument, value]) => place(target, { argument, value }));
  const url = new URL(fillPath(target.url, placed));
  for (const { name, value } of placed.filter((one) => one.in === 'query')) appendTo(url.searchParams, { name, value });
  const headers = placed
    .filter((one) => one.in === 'header' && one.value !== null)
    .map(({ name, value }) => [name.toLowerCase(), textOf(value)]);
  const body = bodyOf(target, placed);
  return {
    url: url.href,
    method: target.method,
    headers: {
      accept: 'application/json, text/*;q=0.8, */*;q=0.1',
      ...(body === undefined ? {} : { 'content-type': contentTypes[target.bodyKind] }),
      ...Object.fromEntries(headers),
    },
    body,
  };
}

const contentTypes = {
  none: 'text/plain',
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
};

function place(target: HttpTarget, { argument, value }: { argument: string; value: unknown }): Placed {
  const mapping = Object.hasOwn(target.arguments, argument) ? target.arguments[argument] : undefined;
  const name = mapping?.as ?? argument;
  if (mapping) return { argument, name, in: mapping.in, value };
  if (target.url.includes(`{${argument}}`)) return { argument, name, in: 'path', value };
  return { argument, name, in: hasBody(target) ? 'body' : 'query', value };
}

function hasBody({ bodyKind, method }: HttpTarget): boolean {
  return bodyKind !== 'none' && method !== 'GET';
}

/** `{name}` is the argument of that name, or the name it goes by. */
function fillPath(template: string, placed: Placed[]): string {
  const [origin = ''] = /^https:\/\/[^/?#]*/.exec(template) ?? [];
  if (/[{}]/.test(origin)) {
    throw new AppError('invalid_input', "Arguments may stand in the tool's path, not in its host.", { param: 'url' });
  }
  const inPath = placed.filter((one) => one.in === 'path');
  const rest = template.slice(origin.length).replace(/\{([^{}]+)\}/g, (_whole, key: string) => {
    const found = inPath.find((one) => one.argument === key || one.name === key);
    const text = found && found.value !== null ? textOf(found.value) : '';
    if (text === '')
      throw new AppError('invalid_input', `"${key}" stands in the address and must be given.`, { param: key });
    if (/^\.{1,2}$/.test(text)) {
      throw new AppError('invalid_input', `"${key}" stands in the address and can't be "${text}".`, { param: key });
    }
    return encodeURIComponent(text);
  });
  return `${origin}${rest}`;
}

function bodyOf(target: HttpTarget, placed: Placed[]): string | undefined {
  const inBody = placed.filter((one) => one.in === 'body');
  const isWrite = target.method === 'POST' || target.method === 'PUT' || target.method === 'PATCH';
  if (target.bodyKind === 'none' || (inBody.length === 0 && !isWrite)) return undefined;
  if (target.bodyKind === 'json')
    return JSON.stringify(Object.fromEntries(inBody.map(({ name, value }) => [name, value])));
  const form = new URLSearchParams();
  for (const entry of inBody) appendTo(form, entry);
  return form.toString();
}

/** Lists repeat the name; `null` is left out. */
function appendTo(params: URLSearchParams, { name, value }: { name: string; value: unknown }): void {
  for (const entry of Array.isArray(value) ? value : [value]) {
    if (entry !== null) params.append(name, textOf(entry));
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
