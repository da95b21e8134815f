import { describe, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { readStream } from '#runtime/http/testing/read-stream.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { openScriptedExecutor } from './testing/open-scripted-executor.ts';

const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'], additionalProperties: false };
const response_format = { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } };
const body = { model: 'guide', messages: [{ role: 'user', content: 'What is it?' }], response_format };
const theirs = { type: 'function', function: { name: 'theirs', parameters: { type: 'object', properties: {} } } };
const look = '{"tool": "look", "x": 1}';

function open(replies: string[]) {
  return openTestApp({ texts: [], tools: openScriptedExecutor({ look: '42' }), engine: { replies } });
}

describe('an answer in a form, with functions on offer', () => {
  it("has the form after the agent's own calls, told whole and streamed", async () => {
    const test = await open([look, '{"a": 42}', look, '{"a": 42}']);
    const { choices } = chatCompletionSchema.parse(await (await test.post('/v1/chat/completions', body)).json());
    expect(choices[0]).toMatchObject({ message: { content: '{"a": 42}' }, finish_reason: 'stop' });
    const response = await test.post('/v1/chat/completions', { ...body, stream: true });
    const { chunks } = await readStream(response);
    expect(chunks.map(({ choices: [one] }) => one?.delta.content ?? '').join('')).toBe('{"a": 42}');
    for (const { grammar } of test.engine.calls.chat) expect(grammar).toMatch(/answer-or-calls ::= answer-1 \| calls/);
  });

  it('is not checked where the answer is a call for the caller to make', async () => {
    const test = await open(['{"tool": "theirs"}']);
    const response = await test.post('/v1/chat/completions', { ...body, tools: [theirs] });
    expect(await response.json()).toMatchObject({
      choices: [{ finish_reason: 'tool_calls', message: { content: null, tool_calls: [{ type: 'function' }] } }],
    });
  });

  it('is an error where it does not fit, as without functions', async () => {
    const test = await open([look, '{"a": "42"}']);
    const response = await test.post('/v1/chat/completions', body);
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('does not fit')]);
  });

  it('must be given where the choice is none, and leaves room for calls only where one is required', async () => {
    const test = await open(['{"a": 1}', look, '{"a": 2}']);
    await test.post('/v1/chat/completions', { ...body, tool_choice: 'none' });
    await test.post('/v1/chat/completions', { ...body, tool_choice: 'required' });
    const [none, required, after] = test.engine.calls.chat.map(({ grammar = '' }) => grammar);
    expect(none).not.toContain('calls');
    expect(required).toMatch(/^root ::= calls\n/);
    expect(required).not.toContain('answer');
    expect(after).toMatch(/answer-or-calls/);
  });
});

describe('a stop string, with functions on offer', () => {
  const ask = async (replies: string[], more: object) => {
    const test = await open(replies);
    const { response_format: _, ...plain } = body;
    const response = await test.post('/v1/chat/completions', { ...plain, ...more });
    return chatCompletionSchema.parse(await response.json());
  };

  it('ends the words in front of it, though the engine goes on', async () => {
    const { choices, usage } = await ask(['One, two, three.'], { stop: ', t' });
    expect(choices[0]).toMatchObject({ message: { content: 'One' }, finish_reason: 'stop' });
    expect(usage.completion_tokens).toBe('One, two, three.'.length);
  });

  it('does not cut a call that holds it', async () => {
    const tools = [{ type: 'function', function: { name: 'say', parameters: { properties: { text: {} } } } }];
    const { choices } = await ask(['{"tool": "say", "text": "a\\" END {}"}'], { tools, stop: ['END', '"'] });
    expect(choices[0]?.message.tool_calls?.[0]?.function.arguments).toBe('{"text": "a\\" END {}"}');
  });

  it('leaves an answer in a form legally incomplete', async () => {
    const { choices } = await ask(['{"a": 42}'], { response_format, stop: '42' });
    expect(choices[0]).toMatchObject({ message: { content: '{"a": ' }, finish_reason: 'stop' });
  });
});

describe('log probabilities, with functions on offer', () => {
  const tokensOf = async (replies: string[], more: object = {}) => {
    const test = await open(replies);
    const { response_format: _, ...plain } = body;
    const asked = { ...plain, logprobs: true, top_logprobs: 1, ...more };
    const { choices } = chatCompletionSchema.parse(await (await test.post('/v1/chat/completions', asked)).json());
    return choices[0]?.logprobs?.content?.map(({ token }) => token).join('');
  };

  it('are told of words, also of those that were held back, and of no call', async () => {
    expect(await tokensOf(['Hello.'])).toBe('Hello.');
    expect(await tokensOf([look, 'It is 42.'])).toBe('It is 42.');
    expect(await tokensOf(['{"no call": 1}'])).toBe('{"no call": 1}');
    expect(await tokensOf(['{"tool": "theirs"}'], { tools: [theirs] })).toBe('');
  });

  it('are told up to the stop string', async () => {
    expect(await tokensOf(['One, two'], { stop: ', ' })).toBe('One');
  });
});
