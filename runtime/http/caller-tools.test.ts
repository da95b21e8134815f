import { describe, expect, it } from 'vitest';
import { type ChatChunk, chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openScriptedExecutor } from '#runtime/answers/tools/testing/open-scripted-executor.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';
import { readStream } from './testing/read-stream.ts';

const messages = [{ role: 'user', content: 'What is the weather like in Singapore?' }];
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = { type: 'function', function: { name: 'weather', description: 'Weather of a city.', parameters } };
const ask = { model: 'guide', messages, tools: [weather] };
const one = '{"tool": "weather", "city": "Singapore"}';
const two = `${one}\n{"tool": "weather", "city": "Rome"}`;

async function whole(test: TestApp, body: object = ask) {
  const response = await test.post('/v1/chat/completions', body);
  expect(response.status).toBe(200);
  return chatCompletionSchema.strict().parse(await response.json());
}

function deltas(chunks: ChatChunk[]) {
  return chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
}

describe("calls of the caller's functions", () => {
  it('come whole in the shape of OpenAI: no text, ids, JSON text, and finish_reason tool_calls', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [two] } });
    const { choices, gaia } = await whole(test);
    const id = expect.stringMatching(/^call_[A-Za-z0-9]{24}$/);
    expect(choices).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: [
            { id, type: 'function', function: { name: 'weather', arguments: '{"city": "Singapore"}' } },
            { id, type: 'function', function: { name: 'weather', arguments: '{"city": "Rome"}' } },
          ],
        },
        finish_reason: 'tool_calls',
        logprobs: null,
      },
    ]);
    const [first, second] = choices[0]?.message.tool_calls ?? [];
    expect(first?.id).not.toBe(second?.id);
    expect(gaia).not.toHaveProperty('tools');
  });

  it('come streamed: id and name first, then the arguments in parts, as one would put them together', async () => {
    const pieces = [...two];
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces }] } });
    const { chunks, isDone } = await readStream(await test.post('/v1/chat/completions', { ...ask, stream: true }));
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: null });
    const parts = deltas(chunks).flatMap(({ tool_calls: calls }) => calls ?? []);
    const heads = parts.filter(({ id }) => id !== undefined);
    expect(heads.map(({ index, type, function: head }) => [index, type, head])).toEqual([
      [0, 'function', { name: 'weather', arguments: '' }],
      [1, 'function', { name: 'weather', arguments: '' }],
    ]);
    const text = (index: number) =>
      parts.flatMap((part) => (part.index === index ? (part.function?.arguments ?? '') : [])).join('');
    expect([text(0), text(1)]).toEqual(['{"city": "Singapore"}', '{"city": "Rome"}']);
    expect(parts.length).toBeGreaterThan(20);
    expect(chunks.at(-1)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'tool_calls' });
    expect(isDone).toBe(true);
  });

  it('are told to the model with their results when the caller comes back', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['It is 42C.'] } });
    const call = { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"Singapore"}' } };
    const history = [
      ...messages,
      { role: 'assistant', content: null, tool_calls: [call, { ...call, id: 'call_b' }] },
      { role: 'tool', tool_call_id: 'call_b', content: '42' },
      { role: 'tool', tool_call_id: 'call_a', content: [{ type: 'text', text: '43' }] },
    ];
    const { choices } = await whole(test, { ...ask, messages: history });
    expect(choices[0]).toMatchObject({ message: { content: 'It is 42C.' }, finish_reason: 'stop' });
    expect(test.engine.calls.chat[0]?.messages.slice(-2)).toEqual([
      {
        role: 'assistant',
        content: '{"tool": "weather", "city":"Singapore"}\n{"tool": "weather", "city":"Singapore"}',
      },
      { role: 'user', content: 'Result of weather: 42\nResult of weather: 43' },
    ]);
  });

  it('are offered as tool_choice says', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['Hello.'] } });
    const other = { ...weather, function: { ...weather.function, name: 'other' } };
    const named = { type: 'function', function: { name: 'other' } };
    for (const choice of ['auto', 'none', 'required', named, null]) {
      await whole(test, { ...ask, tools: [weather, other], tool_choice: choice });
    }
    const [auto, none, required, name, absent] = test.engine.calls.chat.map(({ grammar }) => grammar);
    expect(auto).toMatch(/^root ::= \(.* \| calls/);
    expect(absent).toBe(auto);
    expect(none).toBeUndefined();
    expect(required).toMatch(/^root ::= calls/);
    expect([required?.includes('weather'), name?.includes('weather')]).toEqual([true, false]);
    const told = test.engine.calls.chat.map(({ messages: all }) => all[0]?.content.includes('"tool": "weather"'));
    expect(told).toEqual([true, false, true, true, true]);
  });

  it('are one at most without parallel_tool_calls', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['Hello.'] } });
    await whole(test, { ...ask, tool_choice: 'required', parallel_tool_calls: false });
    await whole(test, { ...ask, tool_choice: 'required' });
    const [single, several] = test.engine.calls.chat.map(({ grammar }) => grammar);
    expect([single?.includes('more-1'), several?.includes('more-1')]).toEqual([false, true]);
  });

  it('are cut where the limit of tokens cuts them, which finish_reason says', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [one] } });
    const { choices } = await whole(test, { ...ask, max_completion_tokens: 30 });
    expect(choices[0]?.finish_reason).toBe('length');
    expect(choices[0]?.message.tool_calls?.[0]?.function.arguments).toBe('{"city": "S');
  });

  it('of n answers have ids of their own', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [one] } });
    const { choices } = await whole(test, { ...ask, n: 3 });
    const ids = choices.flatMap(({ message }) => message.tool_calls?.map(({ id }) => id) ?? []);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('calls that the node makes, in a stream', () => {
  it('are told by a card when they start and when they end, on chunks without text, and all at the end', async () => {
    const tools = openScriptedExecutor({ look: '42' });
    const replies = ['{"tool": "look", "x": 1}', 'It is 42.'];
    const test = await openTestApp({ texts: [], tools, engine: { replies } });
    const response = await test.post('/v1/chat/completions', { model: 'guide', messages, stream: true });
    const { chunks, texts } = await readStream(response);
    expect(texts).toEqual(['It is 42.']);
    const cards = chunks.filter(({ gaia }) => gaia && 'toolCall' in gaia);
    expect(cards.map(({ choices }) => choices)).toEqual(
      Array(2).fill([{ index: 0, delta: {}, finish_reason: null, logprobs: null }]),
    );
    expect(cards.map(({ gaia }) => gaia)).toMatchObject([
      { toolCall: { name: 'look', arguments: '{"x": 1}', state: 'running', result: null } },
      { toolCall: { name: 'look', state: 'done', result: '42' } },
    ]);
    expect(chunks.at(-1)?.gaia).toMatchObject({ tools: [{ name: 'look', state: 'done' }] });
    expect(deltas(chunks).some(({ tool_calls: calls }) => calls)).toBe(false);
  });
});
