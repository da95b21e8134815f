import { expect, test } from 'vitest';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { readImport } from './read-import.ts';
import { textAsJson } from './text-as-json.ts';

const hints = { address: null, server: null };
function read(document: object | string, own: Partial<typeof hintsType> = {}) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readImport(text, { ...hints, ...own });
}
declare const hintsType: { address: string | null; server: string | null };

function openApi(paths: object, more: object = {}) {
  return {
    openapi: '3.0.3',
    info: { title: 'Pet Shop', version: '1' },
    servers: [{ url: 'https://pets.example.org/v1' }],
    paths,
    ...more,
  };
}

function only(document: object | string, own: Partial<typeof hintsType> = {}): ToolDefinition {
  const [operation] = read(document, own).operations;
  if (!operation?.definition) throw new Error(`skipped: ${operation?.skipReason}`);
  return operation.definition;
}

function reason(document: object | string): string | null | undefined {
  return read(document).operations[0]?.skipReason;
}

const ok = { responses: { 200: { description: 'ok' } } };

test('servers: variables by default, the operation’s own first, relative to where the description lies, or as entered', () => {
  const variables = { region: { default: 'eu' } };
  const servers = [{ url: 'http://x.org' }, { url: 'https://{region}.x.org/api/', variables }];
  const url = (document: object, own = {}) => only(document, own).target.url;
  expect(url(openApi({ '/x': { get: ok } }, { servers }))).toBe('https://eu.x.org/api/x');
  expect(url(openApi({ '/x': { get: { servers: [{ url: 'https://own.org' }], ...ok } } }, { servers }))).toBe(
    'https://own.org/x',
  );
  const relative = openApi({ '/x': { get: ok } }, { servers: [{ url: '../v2' }] });
  expect(url(relative, { address: 'https://a.org/docs/openapi.json' })).toBe('https://a.org/v2/x');
  expect(url(relative, { server: 'https://mine.org/' })).toBe('https://mine.org/x');
});

test('lists in one parameter become a text; objects in the query become their fields; single values are filled in', () => {
  const parameters = [
    { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { enum: ['a', 'b'] } } },
    { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
    {
      name: 'filter',
      in: 'query',
      style: 'deepObject',
      schema: { type: 'object', properties: { age: { type: 'integer' } } },
    },
    { name: 'format', in: 'query', required: true, schema: { type: 'string', enum: ['json'] } },
  ];
  const definition = only(openApi({ '/x': { get: { parameters, ...ok } } }));
  expect(definition.parameters.properties).toEqual({
    tags: { type: 'string', description: 'Several values are separated by commas. Possible: a, b.' },
    ids: { type: 'array', items: { type: 'integer' } },
    filter_age: { type: 'integer' },
    format: { type: 'string', enum: ['json'] },
  });
  expect(definition.target).toMatchObject({
    arguments: {
      filter_age: { in: 'query', as: 'filter[age]' },
      format: { filledBy: { by: 'fixed', value: 'json' } },
    },
  });
});
test('Swagger 2 in YAML: host and base path, body, form, comma lists, keys', async () => {
  const yaml = `
swagger: "2.0"
info: { title: Old shop, version: "1" }
host: old.example.org
basePath: /api
schemes: [http, https]
securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }
security: [{ key: [] }]
definitions:
  Pet: { type: object, required: [name], properties: { name: { type: string, x-nullable: true } } }
paths:
  /pets:
    get:
      operationId: find
      parameters:
        - { name: status, in: query, required: true, type: array, items: { type: string }, collectionFormat: csv }
        - { name: age, in: query, type: integer, description: In years }
    post:
      operationId: add
      consumes: [application/json]
      parameters: [{ name: pet, in: body, required: true, schema: { $ref: "#/definitions/Pet" } }]
  /login:
    post: { operationId: login, parameters: [{ name: user, in: formData, type: string, required: true }] }
  /upload:
    post: { operationId: upload, parameters: [{ name: photo, in: formData, type: file, required: true }] }
`;
  const { format, operations } = read(await textAsJson(yaml, new AbortController().signal));
  expect(format).toBe('Swagger 2');
  const [find, add, login, upload] = operations;
  expect(find?.definition?.target).toMatchObject({
    url: 'https://old.example.org/api/pets',
    auth: { kind: 'header', name: 'X-Key', secret: 'old_shop_key' },
  });
  expect(find?.definition?.parameters).toMatchObject({
    properties: { status: { type: 'string' }, age: { type: 'integer', description: 'In years' } },
    required: ['status'],
  });
  expect(add?.definition?.parameters).toMatchObject({
    properties: { name: { type: ['string', 'null'] } },
    required: ['name'],
  });
  expect(login?.definition?.target).toMatchObject({ bodyKind: 'form', arguments: { user: { in: 'body' } } });
  expect(upload?.skipReason).toMatch(/multipart/);
});

test('names are legal, and each is given once', () => {
  const get = (operationId?: string) => ({ get: { ...(operationId ? { operationId } : {}), ...ok } });
  const { operations } = read(
    openApi({
      '/a': get('List Pets!'),
      '/b': get('list_pets'),
      '/c': get('ünïcode'),
      '/d': get('1st'),
      '/é/{x}': get(),
    }),
  );
  expect(operations.map((one) => one.definition?.name)).toEqual([
    'List_Pets',
    'list_pets_2',
    'u_ni_code',
    'call_1st',
    undefined,
  ]);
  const long = read(openApi({ '/a': get('x'.repeat(200)), '/b': get('x'.repeat(200)) })).operations;
  expect(long.map((one) => one.definition?.name.length)).toEqual([64, 64]);
});

test('long descriptions are cut at a word', () => {
  const definition = only(openApi({ '/x': { get: { description: 'word '.repeat(1_000), ...ok } } }));
  expect(definition.description).toMatch(/word…$/);
  expect(definition.description.length).toBeLessThanOrEqual(1_024);
});

test('a schema that doubles at every level is not copied but shared, and one that is too large is skipped', () => {
  const ref = (level: number) => ({ $ref: `#/components/schemas/L${level}` });
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, level) => [
      `L${level}`,
      level === 39 ? { type: 'string' } : { type: 'object', properties: { a: ref(level + 1), b: ref(level + 1) } },
    ]),
  );
  const post = (schema: object) => ({ post: { requestBody: { content: { 'application/json': { schema } } }, ...ok } });
  const definition = only(openApi({ '/x': post(ref(0)) }, { components: { schemas } }));
  expect(Object.keys(Object(definition.parameters.$defs)).length).toBe(40);
  const wide = {
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`p${n}`, {}])),
  };
  expect(reason(openApi({ '/x': post(wide) }))).toMatch(/more than 2000 parts/);
});

test('circles of references, without a schema in between, are named', () => {
  const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } };
  const requestBody = { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } };
  expect(reason(openApi({ '/x': { post: { requestBody, ...ok } } }, { components: { schemas } }))).toMatch(/circle/);
  expect(reason(openApi({ '/x': { $ref: '#/paths/~1x' } }))).toMatch(/circle/);
});

test('names of object internals are names like any other, and change no object', () => {
  const properties = '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"}}';
  const text = JSON.stringify(
    openApi({
      '/x': {
        post: {
          operationId: 'constructor',
          security: [{ constructor: [] }],
          requestBody: { content: { 'application/json': { schema: { type: 'object', properties: 'HERE' } } } },
        },
      },
    }),
  );
  expect(reason(text.replace('"HERE"', properties))).toMatch(/unknown sign-in "constructor"/);
  const free = text.replace('"HERE"', properties).replace('"security":[{"constructor":[]}],', '');
  const definition = only(free);
  expect(Object.keys(Object(definition.parameters.properties))).toEqual(['constructor', 'toString']);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).type).toBeUndefined();
});

test('other versions and other documents say what can be read', () => {
  expect(() => read({ openapi: '4.0.0', paths: {} })).toThrow(/version "4.0.0"; OpenAPI 3.0, 3.1 and Swagger 2/);
  expect(() => read({ hello: 1 })).toThrow(/OpenAPI/);
  expect(() => read('')).toThrow(/Paste/);
});
