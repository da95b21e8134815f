import { expect, test } from 'vitest';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { readImport } from './read-import.ts';

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

test('an operation becomes a tool: name, words, address, arguments in their places', () => {
  const definition = only(
    openApi({
      '/pets/{petId}/photos': {
        parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer', example: 7 } }],
        get: {
          operationId: 'pets.listPhotos',
          summary: 'List photos',
          description: 'Newest <b>first</b>.',
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
            { name: 'X-Trace', in: 'header', description: 'For support', schema: { type: 'string', nullable: true } },
            { name: 'Accept', in: 'header', schema: { type: 'string' } },
          ],
          ...ok,
        },
      },
    }),
  );
  expect(definition).toMatchObject({
    name: 'pets_listPhotos',
    description: 'List photos. Newest first .',
    target: {
      method: 'GET',
      url: 'https://pets.example.org/v1/pets/{petId}/photos',
      bodyKind: 'none',
      arguments: {
        petId: { in: 'path', filledBy: { by: 'model' } },
        limit: { in: 'query' },
        'X-Trace': { in: 'header' },
      },
    },
  });
  expect(definition.parameters).toEqual({
    type: 'object',
    properties: {
      petId: { type: 'integer', examples: [7] },
      limit: { type: 'integer', minimum: 0, exclusiveMinimum: 0 },
      'X-Trace': { type: ['string', 'null'], description: 'For support' },
    },
    required: ['petId'],
    additionalProperties: false,
  });
});

test('fields of a JSON body stand beside the others; equal names are told apart and keep their place', () => {
  const body = {
    required: true,
    content: {
      'application/json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Named' },
            { type: 'object', properties: { age: { type: 'integer' }, id: { type: 'string', readOnly: true } } },
          ],
        },
      },
    },
  };
  const components = {
    schemas: { Named: { type: 'object', required: ['name', 'id'], properties: { name: { type: 'string' } } } },
  };
  const definition = only(
    openApi(
      {
        '/{name}/pets': {
          post: { parameters: [{ name: 'name', in: 'path', required: true }], requestBody: body, ...ok },
        },
      },
      { components },
    ),
  );
  expect(definition.name).toBe('post_name_pets');
  expect(definition.target).toMatchObject({
    bodyKind: 'json',
    arguments: { name: { in: 'path' }, body_name: { in: 'body', as: 'name' }, age: { in: 'body' } },
  });
  expect(definition.parameters.required).toEqual(['name', 'body_name']);
  expect(Object.keys(Object(definition.parameters.properties))).toEqual(['name', 'body_name', 'age']);
});

test('a schema that contains itself is kept by name, directly and across two schemas', () => {
  const schemas = {
    Tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
    Ping: { type: 'object', properties: { pong: { $ref: '#/components/schemas/Pong' } } },
    Pong: { type: 'object', properties: { ping: { $ref: '#/components/schemas/Ping' }, word: { type: 'string' } } },
  };
  const field = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const schema = { type: 'object', properties: { tree: field('Tree'), ping: field('Ping'), pong: field('Pong') } };
  const definition = only(
    openApi(
      { '/x': { post: { requestBody: { content: { 'application/json': { schema } } }, ...ok } } },
      { components: { schemas } },
    ),
  );
  expect(definition.parameters).toMatchObject({
    properties: { tree: { $ref: '#/$defs/Tree' }, ping: { $ref: '#/$defs/Ping' } },
    $defs: {
      Tree: { properties: { children: { items: { $ref: '#/$defs/Tree' } } } },
      Ping: { properties: { pong: { properties: { ping: { $ref: '#/$defs/Ping' } } } } },
    },
  });
  const whole = only(
    openApi(
      { '/x': { post: { requestBody: { content: { 'application/json': { schema: field('Tree') } } }, ...ok } } },
      { components: { schemas } },
    ),
  );
  expect(Object.keys(Object(whole.parameters.properties))).toEqual(['children']);
});

test('references of every kind are followed: paths, parameters, bodies, escapes, anchors, ids, the own file name', () => {
  const document = openApi(
    {
      '/a': { $ref: '#/components/pathItems/a' },
      '/b': {
        post: {
          requestBody: { $ref: '#/components/requestBodies/b' },
          parameters: [{ $ref: '#/components/parameters/odd~1name%20here' }],
          ...ok,
        },
      },
    },
    {
      openapi: '3.1.0',
      components: {
        pathItems: { a: { get: { operationId: 'a', ...ok } } },
        parameters: { 'odd/name here': { name: 'q', in: 'query', schema: { $ref: '#word' } } },
        requestBodies: { b: { content: { 'application/json': { schema: { $ref: '#/components/schemas/B' } } } } },
        schemas: {
          B: {
            type: 'object',
            properties: {
              one: { $ref: 'openapi.json#/components/schemas/Word' },
              two: { $ref: 'https://example.org/schemas/word', description: 'mine' },
            },
          },
          Word: { $anchor: 'word', $id: 'https://example.org/schemas/word', type: 'string', maxLength: 9 },
        },
      },
    },
  );
  const { operations } = read(document, { address: 'https://pets.example.org/openapi.json' });
  expect(operations.map((one) => one.skipReason)).toEqual([null, null]);
  expect(operations[1]?.definition?.parameters.properties).toEqual({
    q: { type: 'string', maxLength: 9 },
    one: { type: 'string', maxLength: 9 },
    two: { type: 'string', maxLength: 9, description: 'mine' },
  });
});

test.each([
  [
    'plain HTTP',
    { servers: [{ url: 'http://pets.example.org' }] },
    {},
    /http:\/\/pets.example.org.* does not speak HTTPS/,
  ],
  ['a relative server', { servers: [{ url: '/v1' }] }, {}, /not a whole address/],
  ['no server', { servers: [] }, {}, /not a whole address/],
  ['a server variable without default', { servers: [{ url: 'https://{host}/' }] }, {}, /\{host\}/],
  ['a needed cookie', {}, { parameters: [{ name: 'sid', in: 'cookie', required: true }] }, /cookie "sid"/],
  [
    'a cookie sign-in',
    { components: { securitySchemes: { c: { type: 'apiKey', in: 'cookie', name: 's' } } }, security: [{ c: [] }] },
    {},
    /needs a cookie/,
  ],
  ['two sign-ins at once', { security: [{ a: [], b: [] }] }, {}, /2 credentials at once \(a, b\)/],
  ['a sign-in that is not described', { security: [{ a: [] }] }, {}, /unknown sign-in "a"/],
  ['a path value nobody declares', {}, { path: '/pets/{id}' }, /\{id\}.*no argument/],
  ['another document', {}, { parameters: [{ $ref: 'other.yaml#/x' }] }, /another document \(other.yaml#\/x\)/],
  ['a reference to nothing', {}, { parameters: [{ $ref: '#/nowhere' }] }, /leads nowhere/],
  ['a badly written reference', {}, { parameters: [{ $ref: '#/%E0%A4%A' }] }, /not well written/],
])('%s is a reason to skip', (...[, root, operation, expected]) => {
  const { path = '/pets', ...own } = operation as { path?: string };
  expect(reason(openApi({ [path]: { get: { ...own, ...ok } } }, root))).toMatch(expected);
});

test.each([
  ['several parts', { 'multipart/form-data': { schema: {} } }, /multipart/],
  ['XML', { 'application/xml': { schema: {} } }, /application\/xml/],
  ['a list', { 'application/json': { schema: { type: 'array', items: {} } } }, /type array/],
  ['one of several texts', { 'application/json': { schema: { oneOf: [{ type: 'string' }, {}] } } }, /not all objects/],
])('a body of %s is a reason to skip', (...[, content, expected]) => {
  expect(reason(openApi({ '/x': { post: { requestBody: { required: true, content }, ...ok } } }))).toMatch(expected);
});

test('what is not needed is left out with a note instead', () => {
  const operation = {
    deprecated: true,
    parameters: [
      { name: 'sid', in: 'cookie' },
      { name: 'filter', in: 'query', content: { 'application/json': { schema: {} } } },
    ],
    requestBody: { content: { 'multipart/form-data': {} } },
    ...ok,
  };
  expect(read(openApi({ '/x': { post: operation } })).operations[0]?.notes).toEqual([
    'The service says that this is out of date (deprecated).',
    'Left out: the cookie "sid".',
    'Left out: "filter" as a text in another format.',
    'The body is left out: Its body has several parts or files (multipart), which a tool cannot send.',
  ]);
});

test('methods without an answer and webhooks are listed with their reason', () => {
  const { operations } = read(
    openApi({ '/x': { head: ok, get: ok, summary: 'x' } }, { openapi: '3.1.1', webhooks: { sold: { post: ok } } }),
  );
  expect(operations.map(({ operation, skipReason }) => [operation, skipReason === null])).toEqual([
    ['GET /x', true],
    ['HEAD /x', false],
    ['webhook sold', false],
  ]);
});

test.each([
  ['a key in a header', { type: 'apiKey', in: 'header', name: 'X-Key' }, { kind: 'header', name: 'X-Key' }],
  ['a key in the query', { type: 'apiKey', in: 'query', name: 'key' }, { kind: 'query', name: 'key' }],
  ['a bearer token', { type: 'http', scheme: 'Bearer' }, { kind: 'bearer' }],
  ['user and password', { type: 'http', scheme: 'basic' }, { kind: 'header', name: 'Authorization' }],
  [
    'client credentials',
    { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example.org/token', scopes: {} } } },
    { kind: 'oauth2', tokenUrl: 'https://id.example.org/token', scope: 'read write' },
  ],
  ['a person’s sign-in', { type: 'oauth2', flows: { authorizationCode: {} } }, { kind: 'bearer' }],
])('%s becomes an auth slot named for the service', (...[, scheme, expected]) => {
  const root = { components: { securitySchemes: { Main: scheme } }, security: [{ Main: ['read', 'write'] }] };
  const definition = only(openApi({ '/x': { get: ok } }, root));
  expect(definition.target.auth).toMatchObject({ ...expected, secret: 'pet_shop_main' });
});

test('an operation that needs no sign-in has none, also where the others need one; the first way that can be gone is taken', () => {
  const securitySchemes = { c: { type: 'apiKey', in: 'cookie', name: 's' }, b: { type: 'http', scheme: 'bearer' } };
  const root = { components: { securitySchemes }, security: [{ c: [] }, { b: [] }] };
  const { operations } = read(openApi({ '/x': { get: ok }, '/y': { get: { security: [], ...ok } } }, root));
  expect(operations.map((one) => one.definition?.target.auth.kind)).toEqual(['bearer', 'none']);
});
