import { expect, test } from 'vitest';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { readImport } from './read-import.ts';
import { splitShellWords } from './split-shell-words.ts';

const read = (text: string) => readImport(text, { address: null, server: null });
function only(text: string): ToolDefinition {
  const [operation] = read(text).operations;
  if (!operation?.definition) throw new Error(`skipped: ${operation?.skipReason}`);
  return operation.definition;
}
const reason = (text: string) => read(text).operations[0]?.skipReason;

test('words are split as a shell splits them', () => {
  expect(splitShellWords(`a 'b c' "d \\"e\\" $f" g\\ h $'i\\'\\u00e9\\n' ''`)).toEqual([
    ['a', 'b c', 'd "e" $f', 'g h', "i'é\n", ''],
  ]);
  expect(splitShellWords('a \\\n  b # rest\nc; d && e?x=1&y=2')).toEqual([['a', 'b'], ['c'], ['d'], ['e?x=1&y=2']]);
  expect(splitShellWords(`a 'never closed`)).toEqual([['a', 'never closed']]);
});

test('a command over several lines becomes a tool: method, address, headers, JSON body', () => {
  const definition = only(`curl -X POST 'https://api.example.org/v1/users/{userId}/notes?draft=true&page=2' \\
    -H 'Content-Type: application/json' \\
    -H "Accept: application/json" \\
    -H 'Authorization: Bearer abc.def' \\
    --data-raw '{"title": "it'"'"'s", "tags": ["a"], "size": 3, "ratio": 0.5, "meta": {"ok": true}}'`);
  expect(definition).toMatchObject({
    name: 'post_v1_users_userId_notes',
    target: {
      method: 'POST',
      url: 'https://api.example.org/v1/users/{userId}/notes',
      bodyKind: 'json',
      auth: { kind: 'bearer', secret: 'api_example_org_token' },
      arguments: {
        userId: { in: 'path' },
        draft: { in: 'query' },
        Accept: { in: 'header', filledBy: { by: 'fixed', value: 'application/json' } },
        title: { in: 'body' },
      },
    },
  });
  expect(definition.parameters.properties).toMatchObject({
    draft: { type: 'boolean', examples: [true] },
    page: { type: 'integer', examples: [2] },
    title: { type: 'string', examples: ["it's"] },
    tags: { type: 'array', items: { type: 'string' } },
    ratio: { type: 'number' },
    meta: { type: 'object', properties: { ok: { type: 'boolean' } } },
  });
});

test('no credential of a command is kept', () => {
  const commands = [
    `curl https://x.org/a -H 'X-Api-Key: s3cr3t'`,
    `curl -u ada:s3cr3t https://x.org/a`,
    `curl https://x.org/a -H 'Authorization: Basic s3cr3t' -b 'session=s3cr3t'`,
    `curl https://x.org/a --oauth2-bearer s3cr3t`,
  ];
  for (const command of commands) {
    expect(JSON.stringify(read(command))).not.toContain('s3cr3t');
    expect(only(command).target.auth.kind).not.toBe('none');
  }
});

test('-G puts the values into the address, forms stay forms, --json says so itself', () => {
  expect(only(`curl -G https://x.org/find -d q=bees --data-urlencode 'lang=en us'`).target).toMatchObject({
    method: 'GET',
    bodyKind: 'none',
    arguments: { q: { in: 'query' }, lang: { in: 'query' } },
  });
  expect(only(`curl https://x.org/login -d user=ada -d age=3`)).toMatchObject({
    target: { method: 'POST', bodyKind: 'form', arguments: { user: { in: 'body' } } },
    parameters: { properties: { age: { type: 'integer' } } },
  });
  expect(only(`curl --json '{"a":1}' https://x.org/`).target).toMatchObject({ method: 'POST', bodyKind: 'json' });
});

test('options that say nothing about the call are passed over, glued or not', () => {
  expect(only('curl -sSL -o out.json --max-time 5 -XDELETE --compressed --url=https://x.org/a').target).toMatchObject({
    method: 'DELETE',
    url: 'https://x.org/a',
  });
});

test('several commands become several tools with names of their own', () => {
  const { operations } = read('$ curl https://x.org/a\n\ncurl https://x.org/a; curl https://x.org/b\nls -l');
  expect(operations.map((one) => one.definition?.name ?? one.skipReason)).toEqual([
    'get_a',
    'get_a_2',
    'get_b',
    'It is not a curl command.',
  ]);
});

test.each([
  ['plain HTTP', 'curl http://x.org/', /does not speak HTTPS/],
  ['a file as body', 'curl https://x.org -d @body.json', /the file body.json/],
  ['several parts', 'curl https://x.org -F a=b', /multipart/],
  ['an upload', 'curl https://x.org -T photo.jpg', /uploads/],
  ['a body of another kind', `curl https://x.org -H 'Content-Type: text/xml' -d '<a/>'`, /text\/xml/],
  ['a list as body', `curl https://x.org --json '[1]'`, /not an object/],
  ['broken JSON', `curl https://x.org --json '{"a":'`, /not JSON/],
  ['no address', 'curl -v', /no address/],
  ['another method', 'curl -I https://x.org/', /does not fit/],
  ['an address that is none', 'curl "https://"', /not an address/],
])('%s is a reason to skip', (...[, command, expected]) => {
  expect(reason(command)).toMatch(expected);
});

test('long hostile text is read in good time', () => {
  const before = process.cpuUsage();
  expect(read(`curl https://x.org/ ${"'".repeat(200_001)}`).operations).toHaveLength(1);
  expect(read(`curl https://x.org/?${'a=1&'.repeat(200_000)}`).operations).toHaveLength(1);
  expect(read(`curl -${'s'.repeat(200_000)} https://x.org/${'{'.repeat(50_000)}`).operations).toHaveLength(1);
  expect(read(`${'curl https://x.org/;'.repeat(20_000)}`).operations).toHaveLength(200);
  expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
});
