import { expect, test } from 'vitest';
import { readImport } from './read-import.ts';
import { readMcpTools } from './read-mcp-tools.ts';

function read(item: object[], more: object = {}, schema = 'v2.1.0') {
  const info = { name: 'Bee club', schema: `https://schema.getpostman.com/json/collection/${schema}/collection.json` };
  return readImport(JSON.stringify({ info, item, ...more }), { address: null, server: null }).operations;
}
const request = (own: object) => ({ name: 'One', request: { method: 'GET', url: 'https://x.org/', ...own } });
const json = (raw: string) => ({ mode: 'raw', raw, options: { raw: { language: 'json' } } });

test('requests in folders become tools; variables of every level are filled in, the nearest counts', () => {
  const variable = [
    { key: 'base', value: 'https://{{host}}/v1' },
    { key: 'host', value: 'api.example.org' },
    { key: 'lang', value: 'en' },
  ];
  const item = [
    {
      name: 'Hives',
      variable: [{ key: 'lang', value: 'de' }],
      item: [
        {
          name: 'Get a hive',
          request: {
            method: 'GET',
            description: 'Facts about one hive.',
            header: [
              { key: 'Accept-Language', value: '{{lang}}' },
              { key: 'X-Off', value: '1', disabled: true },
            ],
            url: {
              raw: '{{base}}/hives/:hiveId/{{part}}?full=true&off=1&at={{when}}',
              host: ['{{base}}'],
              path: ['hives', ':hiveId', '{{part}}'],
              query: [
                { key: 'full', value: 'true', description: 'All facts' },
                { key: 'off', value: '1', disabled: true },
                { key: 'at', value: '{{when}}' },
              ],
              variable: [{ key: 'hiveId', value: '42', description: 'Number of the hive' }],
            },
          },
        },
      ],
    },
  ];
  const [operation] = read(item, { variable });
  expect(operation).toMatchObject({ operation: 'Hives / Get a hive', skipReason: null });
  expect(operation?.definition).toMatchObject({
    name: 'Get_a_hive',
    description: 'Facts about one hive.',
    parameters: {
      properties: {
        hiveId: { type: 'string', description: 'Number of the hive', examples: ['42'] },
        part: { type: 'string' },
        full: { type: 'boolean', description: 'All facts', examples: [true] },
        at: { type: 'string' },
      },
      required: ['hiveId', 'part', 'Accept-Language'],
    },
    target: {
      url: 'https://api.example.org/v1/hives/{hiveId}/{part}',
      arguments: { 'Accept-Language': { in: 'header', filledBy: { by: 'fixed', value: 'de' } } },
    },
  });
  expect(Object.keys(Object(operation?.definition?.parameters.properties))).not.toContain('off');
});

test('version 2.0 has plain texts where 2.1 has lists', () => {
  const [one, two] = read(
    [
      { name: 'Short', request: 'https://x.org/a?b=1' },
      request({ auth: { type: 'apikey', apikey: { key: 'X-Key', value: 's3cr3t', in: 'header' } } }),
    ],
    {},
    'v2.0.0',
  );
  expect(one?.definition?.target).toMatchObject({ method: 'GET', url: 'https://x.org/a' });
  expect(two?.definition?.target.auth).toEqual({ kind: 'header', name: 'X-Key', secret: 'bee_club_key' });
});

test.each([
  ['bearer', { bearer: [{ key: 'token', value: 's3cr3t' }] }, { kind: 'bearer' }],
  ['basic', { basic: [{ key: 'password', value: 's3cr3t' }] }, { kind: 'header', name: 'Authorization' }],
  [
    'apikey',
    {
      apikey: [
        { key: 'key', value: 'q' },
        { key: 'value', value: 's3cr3t' },
        { key: 'in', value: 'query' },
      ],
    },
    { kind: 'query', name: 'q' },
  ],
  [
    'oauth2',
    {
      oauth2: [
        { key: 'grant_type', value: 'client_credentials' },
        { key: 'accessTokenUrl', value: 'https://id.org/t' },
        { key: 'clientId', value: 'me' },
        { key: 'clientSecret', value: 's3cr3t' },
      ],
    },
    { kind: 'oauth2', tokenUrl: 'https://id.org/t', clientId: 'me' },
  ],
  ['noauth', {}, { kind: 'none' }],
])(
  'the sign-in "%s" of the collection counts for its requests, and its secrets are not kept',
  (...[type, values, expected]) => {
    const operations = read([{ name: 'F', item: [request({})] }], { auth: { type, ...values } });
    expect(operations[0]?.definition?.target.auth).toMatchObject(expected);
    expect(JSON.stringify(operations)).not.toContain('s3cr3t');
  },
);

test('bodies: JSON with variables, forms, GraphQL', () => {
  const [body, form, graphql] = read([
    request({ method: 'POST', body: json('{"name": "{{name}}", "age": {{age}}, "kind": "bee"}') }),
    request({
      method: 'POST',
      body: {
        mode: 'urlencoded',
        urlencoded: [
          { key: 'a', value: 'b' },
          { key: 'c', value: '', disabled: true },
        ],
      },
    }),
    request({
      method: 'POST',
      body: { mode: 'graphql', graphql: { query: '{ bees { name } }', variables: '{"first": 3}' } },
    }),
  ]);
  expect(body?.definition?.parameters.properties).toMatchObject({ name: {}, age: {}, kind: { examples: ['bee'] } });
  expect(form?.definition).toMatchObject({ parameters: { properties: { a: {} } }, target: { bodyKind: 'form' } });
  expect(graphql?.definition?.target).toMatchObject({
    arguments: { query: { filledBy: { by: 'fixed', value: '{ bees { name } }' } }, variables: { in: 'body' } },
  });
});

test.each([
  ['an address with an open variable for its host', { url: '{{unknown}}/x' }, /not|host|HTTPS/],
  ['plain HTTP', { url: 'http://x.org' }, /does not speak HTTPS/],
  ['a signature scheme', { auth: { type: 'awsv4' } }, /awsv4/],
  ['several parts', { method: 'POST', body: { mode: 'formdata', formdata: [] } }, /multipart/],
  ['a file', { method: 'POST', body: { mode: 'file' } }, /a file/],
  ['another method', { method: 'OPTIONS' }, /OPTIONS/],
  ['no address', { url: '' }, /no address/],
])('%s is a reason to skip', (...[, own, expected]) => {
  expect(read([request(own)])[0]?.skipReason).toMatch(expected);
});

test('variables that stand for themselves, or multiply, end', () => {
  const round = read([request({ url: 'https://x.org/{{a}}' })], { variable: [{ key: 'a', value: '{{a}}{{a}}' }] });
  expect(round).toHaveLength(1);
  const bomb = Array.from({ length: 9 }, (_, n) => ({ key: `a${n}`, value: `{{a${n + 1}}}`.repeat(50) }));
  expect(read([request({ url: 'https://x.org/{{a0}}' })], { variable: bomb })[0]?.skipReason).toMatch(/too long/);
});

test('folders without end are refused', () => {
  let item: object = request({});
  for (let level = 0; level < 80; level += 1) item = { name: 'F', item: [item] };
  expect(() => read([item])).toThrow(/100 levels/);
  expect(() => read(Array.from({ length: 2_001 }, () => request({})))).toThrow(/more than 2000 requests/);
});

test('tools of an MCP server keep their schema and their name there', () => {
  const { operations, title } = readMcpTools(
    {
      server: { name: 'Files', version: '1' },
      tools: [
        {
          name: 'files.read',
          description: 'Reads a file.',
          parameters: { type: 'object', properties: { path: { type: 'string' } } },
        },
        { name: 'odd', description: '', parameters: { type: 'array' } },
      ],
    },
    { url: 'https://mcp.example.org/', auth: { kind: 'bearer', secret: 'files_token' } },
  );
  expect(title).toBe('Files');
  expect(operations[0]?.definition).toMatchObject({
    name: 'files_read',
    target: { kind: 'mcp', remoteName: 'files.read', auth: { kind: 'bearer' } },
  });
  expect(operations[1]?.skipReason).toMatch(/"type": "object"/);
});
