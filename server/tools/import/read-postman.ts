import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { buildTool, type FoundArgument } from './build-tool.ts';
import { importOperation } from './import-operation.ts';
import type { ImportedOperation, ImportResult } from './import-result.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { openNames } from './open-names.ts';
import { readAddress } from './read-address.ts';
import { readHeaders } from './read-headers.ts';
import { readPostmanAuth } from './read-postman-auth.ts';
import { readPostmanBody } from './read-postman-body.ts';
import { SkipOperation } from './skip-operation.ts';

interface Folder {
  /** Names of the folders above. */
  path: string[];
  auth: unknown;
  variables: Map<string, string>;
}

interface Collection {
  title: string;
  name: (wanted: string) => string;
  operations: ImportedOperation[];
}

const maxOperations = 2_000;

/** Reads the requests of a Postman collection (version 2.0 or 2.1): folders, variables, sign-in. Credentials in it aren't kept. */
export function readPostman(root: JsonObject): ImportResult {
  const title = textOf(objectOf(root.info).name) || 'Postman collection';
  const collection: Collection = { title, name: openNames(), operations: [] };
  const folder = { path: [], auth: root.auth, variables: variablesOf(root, new Map()) };
  readItems(listOf(root.item), folder, collection);
  return { format: 'Postman', title: title.slice(0, limits.nameLength), operations: collection.operations };
}

function readItems(items: unknown[], folder: Folder, collection: Collection): void {
  for (const one of items) {
    const entry = objectOf(one);
    const title = textOf(entry.name).trim() || 'Request';
    const inside = {
      path: [...folder.path, title],
      auth: entry.auth ?? folder.auth,
      variables: variablesOf(entry, folder.variables),
    };
    if (Array.isArray(entry.item)) readItems(entry.item, inside, collection);
    else collection.operations.push(readRequest(entry, inside, collection));
    if (collection.operations.length > maxOperations)
      throw new AppError('too_large', `This has more than ${maxOperations} requests; split it.`);
  }
}

function variablesOf(level: JsonObject, above: Map<string, string>): Map<string, string> {
  const own = listOf(level.variable).map(objectOf);
  if (own.length === 0) return above;
  const named = own.filter((variable) => variable.disabled !== true && variable.value !== undefined);
  return new Map([
    ...above,
    ...named.map((variable): [string, string] => [
      textOf(variable.key) || textOf(variable.id),
      String(variable.value ?? ''),
    ]),
  ]);
}

function readRequest(entry: JsonObject, folder: Folder, collection: Collection): ImportedOperation {
  return importOperation(folder.path.join(' / ').slice(0, 300), () => {
    const given = entry.request;
    const request: JsonObject = typeof given === 'string' ? { url: given } : objectOf(given);
    const method = (textOf(request.method) || 'GET').toUpperCase();
    if (!['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
      throw new SkipOperation(`${method.slice(0, 20)} calls are not for tools: they bring no answer to use.`);
    const fill = (text: string) => fillVariables(text, folder.variables);
    const address = readAddress(fill(addressOf(request.url)));
    const signedIn = readPostmanAuth(request.auth ?? folder.auth, { service: collection.title, fill });
    const headers = readHeaders(headersOf(request, fill), collection.title);
    const body = readPostmanBody(objectOf(request.body), { method, fill });
    const described = describeArguments(address.arguments, request.url);
    const last = folder.path.at(-1) ?? 'request';
    const definition = buildTool({
      name: collection.name(last),
      description: textOf(request.description) || textOf(objectOf(request.description).content) || last,
      method,
      url: address.url,
      bodyKind: body.bodyKind,
      arguments: [...described, ...body.arguments, ...headers.arguments],
      auth: signedIn.auth.kind === 'none' ? headers.auth : signedIn.auth,
    });
    return { definition, notes: [...signedIn.notes, ...headers.notes, ...body.notes] };
  });
}

/** Variables that have a value; those without one stay as `{name}`, for the model to fill. */
function fillVariables(text: string, variables: Map<string, string>): string {
  let filled = text;
  for (let round = 0; round < 5 && filled.includes('{{'); round += 1) {
    if (filled.length > 20_000) throw new SkipOperation('Its variables make a text that is too long.');
    filled = filled.replace(/\{\{\s*([^{}\s]{1,100})\s*\}\}/g, (whole, name: string) => variables.get(name) ?? whole);
  }
  return filled;
}

function addressOf(url: unknown): string {
  if (typeof url === 'string') return named(url);
  const parts = objectOf(url);
  const raw = textOf(parts.raw);
  if (raw) return named(withoutDisabled(raw, parts));
  const join = (value: unknown, by: string) => (Array.isArray(value) ? value.map(segment).join(by) : textOf(value));
  const query = listOf(parts.query)
    .map(objectOf)
    .filter((one) => one.disabled !== true)
    .map((one) => `${encodeURIComponent(textOf(one.key))}=${encodeURIComponent(textOf(one.value))}`);
  const path = join(parts.path, '/').replace(/^\//, '');
  const host = join(parts.host, '.');
  return named(
    `${textOf(parts.protocol) || 'https'}://${host}/${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
  );
}

function segment(one: unknown): string {
  return typeof one === 'string' ? one : textOf(objectOf(one).value);
}

function named(address: string): string {
  const trimmed = address.trim();
  if (trimmed === '') throw new SkipOperation('It has no address.');
  return trimmed;
}

/** Query values that are switched off also stand in `raw` in some collections. */
function withoutDisabled(raw: string, parts: JsonObject): string {
  const off = new Set(
    listOf(parts.query)
      .map(objectOf)
      .filter((one) => one.disabled === true)
      .map((one) => textOf(one.key)),
  );
  const [before = '', query] = raw.split('?');
  if (query === undefined || off.size === 0) return raw;
  const kept = query.split('&').filter((pair) => !off.has(pair.split('=')[0] ?? ''));
  return kept.length > 0 ? `${before}?${kept.join('&')}` : before;
}

function headersOf(request: JsonObject, fill: (text: string) => string): [string, string][] {
  return listOf(request.header)
    .map(objectOf)
    .filter((header) => header.disabled !== true && textOf(header.key) !== '')
    .map((header): [string, string] => [textOf(header.key), fill(textOf(header.value))]);
}

/** Words and examples that the collection has for path and query values; a value that is still a variable is no example. */
function describeArguments(found: FoundArgument[], url: unknown): FoundArgument[] {
  const known = [...listOf(objectOf(url).query), ...listOf(objectOf(url).variable)].map(objectOf);
  return found.map((argument) => {
    const about = known.find((one) => one.key === argument.name) ?? {};
    const description = textOf(about.description) || textOf(objectOf(about.description).content);
    const { examples: _, ...schema } = argument.schema;
    const examples = examplesOf(argument, textOf(about.value));
    return {
      ...argument,
      schema: { ...schema, ...(description ? { description } : {}), ...(examples ? { examples } : {}) },
    };
  });
}

/** A value that is still a variable is no example. */
function examplesOf(argument: FoundArgument, value: string): unknown[] | null {
  if (argument.in === 'path') return value && !value.includes('{') ? [value] : null;
  const examples = listOf(argument.schema.examples);
  return examples.length > 0 && !JSON.stringify(examples).includes('{') ? examples : null;
}
