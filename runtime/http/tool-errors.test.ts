import { expect, it } from 'vitest';
import { openTestApp } from '#runtime/testing/open-test-app.ts';

const user = { role: 'user', content: 'Hello?' };
const f = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } };
const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } };
const called = { role: 'assistant', content: null, tool_calls: [call] };
const result = { role: 'tool', tool_call_id: 'call_1', content: 'x' };
const withParameters = (parameters: unknown, strict = false) => [
  { type: 'function', function: { name: 'f', parameters, strict } },
];

it.each([
  [
    'a choice of an unknown function',
    { tools: [f], tool_choice: { type: 'function', function: { name: 'g' } } },
    'tool_choice.function.name',
    /"g".*"f"/,
  ],
  ['a call required of no functions', { tool_choice: 'required' }, 'tool_choice', /no function/],
  ['two functions of one name', { tools: [f, f] }, 'tools[1].function.name', /Two tools are called "f"/],
  ['a name that is none', { tools: [{ ...f, function: { name: 'a b' } }] }, 'tools[0].function.name', /letters/],
  [
    'parameters that are no object',
    { tools: withParameters({ type: 'array' }) },
    'tools[0].function.parameters.type',
    /"array"/,
  ],
  ['another kind of tool', { tools: [{ type: 'web_search' }] }, 'tools[0].type', /must be "function"/],
  ['a result without its call', { messages: [user, result] }, 'messages[1].tool_call_id', /"call_1"/],
  [
    'a result without an id',
    { messages: [user, called, { role: 'tool', content: 'x' }] },
    'messages[2].tool_call_id',
    /needs the id/,
  ],
  [
    'a result of another call',
    { messages: [user, called, { ...result, tool_call_id: 'no' }] },
    'messages[2].tool_call_id',
    /"no"/,
  ],
  ['two results of one call', { messages: [user, called, result, result] }, 'messages[3].tool_call_id', /"call_1"/],
  ['a call without its result', { messages: [user, called, user] }, 'messages[2]', /"call_1" has no result/],
  ['a call that nothing follows', { messages: [user, called] }, 'messages', /"call_1" has no result/],
  [
    'a call by the user',
    { messages: [{ ...user, tool_calls: [call] }] },
    'messages[0].tool_calls',
    /Only the assistant/,
  ],
  [
    'arguments that are no JSON',
    { messages: [user, { ...called, tool_calls: [{ ...call, function: { name: 'f', arguments: '{' } }] }, result] },
    'messages[1].tool_calls[0].function.arguments',
    /JSON text/,
  ],
])('a request with %s gets 400 and the path of the field', async (...row) => {
  const [, fields, param, message] = row;
  const test = await openTestApp({ texts: [] });
  for (const stream of [false, true]) {
    const body = { model: 'guide', messages: [user], ...fields, stream };
    const response = await test.post('/v1/chat/completions', body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: unknown };
    expect(error).toMatchObject({ type: 'invalid_request_error', param, message: expect.stringMatching(message) });
  }
  expect(test.engine.calls.chat).toEqual([]);
});

it('a strict function with a keyword that can’t be enforced gets 400 with the keyword; one that isn’t strict is served', async () => {
  const parameters = {
    type: 'object',
    properties: { a: { type: 'object', not: { required: ['x'] } } },
    required: ['a'],
  };
  const test = await openTestApp({ texts: [] });
  const ask = (strict: boolean) =>
    test.post('/v1/chat/completions', { model: 'guide', messages: [user], tools: withParameters(parameters, strict) });
  const refused = await ask(true);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    error: {
      code: 'unsupported_schema',
      param: expect.stringContaining('tools[0].function.parameters'),
      message: expect.stringContaining('not'),
    },
  });
  expect((await ask(false)).status).toBe(200);
});
