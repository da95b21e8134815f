import { describe, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { readStream } from '#runtime/http/testing/read-stream.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';

const messages = [{ role: 'user', content: 'What is it?' }];
/** `not` can't be put into a grammar. */
const notZero = { type: 'object', properties: { x: { type: 'integer', not: { const: 0 } } }, required: ['x'] };
const declare = (name: string, parameters: object, more: object = {}) => ({
  type: 'function',
  function: { name, parameters, ...more },
});
const call = (name: string, x: number) => `{"tool": "${name}", "x": ${x}}`;
const ask = (test: TestApp, more: object) => test.post('/v1/chat/completions', { model: 'guide', messages, ...more });
const open = (replies: string[], own: Record<string, string> = {}) =>
  openTestApp({ texts: [], tools: openScriptedExecutor(own, { look: notZero }), engine: { replies } });

describe('a call whose schema the grammar can not enforce as a whole', () => {
  const tools = [declare('take', notZero), declare('plain', { type: 'object', properties: {} })];

  it('is checked, and written again with other seeds until it fits; only what fits is told', async () => {
    const test = await open([call('take', 0), call('take', 0), call('take', 7)]);
    const answer = chatCompletionSchema.parse(await (await ask(test, { tools, seed: 5, temperature: 0 })).json());
    expect(answer.choices[0]?.message.tool_calls).toMatchObject([
      { function: { name: 'take', arguments: '{"x": 7}' } },
    ]);
    expect(answer.usage.completion_tokens).toBe(3 * call('take', 0).length);
    const sampled = test.engine.calls.chat.map(({ sampling }) => [sampling.seed, sampling.temperature]);
    expect(new Set(sampled.map(([seed]) => seed)).size).toBe(3);
    expect(sampled.map(([, temperature]) => temperature)).toEqual([0, 0.3, 0.6]);
    expect(test.engine.calls.chat[1]?.grammar).toMatch(/^root ::= calls\n/);
  });

  it('waits in a stream, with the calls behind it, and comes whole in its place', async () => {
    const test = await open([`${call('take', 0)}\n{"tool": "plain"}`, call('take', 3)]);
    const { chunks } = await readStream(await ask(test, { tools, stream: true }));
    const deltas = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(deltas.map(({ index, function: { name, arguments: given } = {} }) => [index, name, given])).toEqual([
      [0, 'take', ''],
      [0, undefined, '{"x": 3}'],
      [1, 'plain', ''],
      [1, undefined, '{}'],
    ]);
  });

  it('of the caller that never fits is an error that says why, after three more tries', async () => {
    const test = await open([call('take', 0)]);
    const response = await ask(test, { tools });
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining('does not fit its parameters'),
    ]);
    expect(test.engine.calls.chat).toHaveLength(4);
  });

  it("of the agent's own that never fits is not made; the model is told, and goes on", async () => {
    const test = await open([...Array.from({ length: 4 }, () => call('look', 0)), 'I could not look.'], { look: '42' });
    const { choices, gaia } = chatCompletionSchema.parse(await (await ask(test, {})).json());
    expect(choices[0]?.message.content).toBe('I could not look.');
    expect(gaia.tools).toMatchObject([
      { name: 'look', state: 'failed', result: expect.stringContaining('do not fit') },
    ]);
    expect(test.engine.calls.chat.at(-1)?.messages.at(-1)?.content).toContain('Not made: the arguments do not fit');
  });

  it('is refused when strict, and where its schema is none', async () => {
    const test = await open([call('take', 1)]);
    const strict = await ask(test, { tools: [declare('take', notZero, { strict: true })] });
    expect([strict.status, await strict.json()]).toMatchObject([400, { error: { code: 'unsupported_schema' } }]);
    const wrong = await ask(test, { tools: [declare('take', { type: 'object', not: 3 })] });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      400,
      { error: { param: 'tools[0].function.parameters' } },
    ]);
    expect(test.engine.calls.chat).toEqual([]);
  });
});

describe('an answer whose schema the grammar can not enforce as a whole', () => {
  const schema = { type: 'array', oneOf: [{ items: { type: 'integer' } }, { items: { type: 'string' } }] };
  const response_format = { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } };

  it('is written again until it fits; only what fits is told, in a stream too', async () => {
    const test = await open(['[]', '[1]', '[]', '["a"]']);
    const whole = chatCompletionSchema.parse(await (await ask(test, { response_format, seed: 1 })).json());
    expect(whole.choices[0]?.message.content).toBe('[1]');
    expect(whole.usage.completion_tokens).toBe('[][1]'.length);
    const { chunks } = await readStream(await ask(test, { response_format, stream: true }));
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('["a"]');
  });

  it('that never fits is an error before a word is told', async () => {
    const test = await open(['[]']);
    const response = await ask(test, { response_format, stream: true });
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('does not fit the format')]);
    expect(test.engine.calls.chat).toHaveLength(4);
  });
});
