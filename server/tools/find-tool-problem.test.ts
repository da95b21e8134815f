import { expect, test } from 'vitest';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { findToolProblem } from './find-tool-problem.ts';

function tool(change: { parameters?: object; target?: object } = {}): ToolDefinition {
  return toolDefinitionSchema.parse({
    name: 'get_weather',
    description: 'Weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, ...change.parameters },
    target: {
      kind: 'http',
      method: 'GET',
      url: 'https://api.example.org/weather/{city}',
      arguments: { city: { in: 'path', filledBy: { by: 'model' } } },
      ...change.target,
    },
  });
}

test('a tool whose address, arguments and output fit together has no problem', () => {
  expect(findToolProblem(tool())).toBeNull();
  expect(findToolProblem(tool({ target: { output: { kind: 'jmespath', expression: 'days[0].text' } } }))).toBeNull();
});

test.each([
  ['arguments that are no object', { parameters: { type: 'array' } }, 'parameters', /"type": "object"/],
  ['a schema that is none', { parameters: { properties: { city: { type: 'word' } } } }, 'parameters', /city\/type/],
  ['a pattern that is none', { parameters: { properties: { city: { pattern: '(' } } } }, 'parameters', /city\/pattern/],
  [
    'a reference to nothing',
    { parameters: { properties: { city: { $ref: '#/$defs/city' } } } },
    'parameters',
    /nothing/,
  ],
  [
    'a reference elsewhere',
    { parameters: { properties: { city: { $ref: 'https://x.org' } } } },
    'parameters',
    /nothing/,
  ],
  [
    'a placeholder in the host',
    { target: { url: 'https://{city}.example.org/', arguments: {} } },
    'target.url',
    /host/,
  ],
  ['a password in the address', { target: { url: 'https://a:b@x.org/{city}' } }, 'target.url', /secret slot/],
  ['a placeholder without argument', { target: { url: 'https://x.org/{city}/{day}' } }, 'target.url', /\{day\}/],
  [
    'a mapped argument that is not declared',
    { target: { arguments: { day: { in: 'query', filledBy: { by: 'model' } } } } },
    'target.arguments.day',
    /not among/,
  ],
  ['a path argument without place', { target: { url: 'https://x.org/' } }, 'target.arguments.city', /no \{city\}/],
  [
    'a body argument where no body goes',
    {
      target: {
        url: 'https://x.org/',
        bodyKind: 'none',
        arguments: { city: { in: 'body', filledBy: { by: 'model' } } },
      },
    },
    'target.arguments.city',
    /has none/,
  ],
  [
    'an expression that is none',
    { target: { output: { kind: 'jmespath', expression: 'days[' } } },
    'target.output.expression',
    /JMESPath/,
  ],
])('%s is named with its field', (...[, change, field, message]) => {
  expect(findToolProblem(tool(change))).toMatchObject({ field, message: expect.stringMatching(message) });
});

test('references within the schema are sound, also where they turn in circles', () => {
  const $defs = {
    place: { type: 'object', properties: { 'a/b': { type: 'string' }, within: { $ref: '#/$defs/place' } } },
  };
  const properties = { city: { $ref: '#/$defs/place' }, name: { $ref: '#/$defs/place/properties/a~1b' } };
  expect(findToolProblem(tool({ parameters: { properties, $defs } }))).toBeNull();
});

test('a schema that is too deep is refused, and values that look like a schema are let alone', () => {
  let deep: object = { type: 'string' };
  for (let level = 0; level < 40; level += 1) deep = { type: 'object', properties: { a: deep } };
  expect(findToolProblem(tool({ parameters: { properties: { city: deep } } }))?.message).toMatch(/64 levels/);
  const city = { default: { pattern: '(', $ref: 'nowhere' } };
  expect(findToolProblem(tool({ parameters: { properties: { city } } }))).toBeNull();
});

test('a pattern that would run for ever is never run', () => {
  const slow = { properties: { city: { type: 'string', pattern: '^(a+)+$', default: `${'a'.repeat(40)}!` } } };
  expect(findToolProblem(tool({ parameters: slow }))).toBeNull();
});

test('a tuple as draft-07 writes it is sound, and one with wrong parts is not', () => {
  const withPair = (pair: object, draft?: string) => ({
    parameters: { ...(draft && { $schema: draft }), properties: { city: { type: 'string' }, pair } },
  });
  const pair = { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false };
  expect(findToolProblem(tool(withPair(pair)))).toBeNull();
  expect(findToolProblem(tool(withPair(pair, 'http://json-schema.org/draft-07/schema#')))).toBeNull();
  expect(findToolProblem(tool(withPair({ ...pair, items: [{ type: 'word' }] })))?.message).toMatch(
    /"\/properties\/pair/,
  );
  const said2020 = withPair(pair, 'https://json-schema.org/draft/2020-12/schema');
  expect(findToolProblem(tool(said2020))?.message).toMatch(/pair\/items/);
});
