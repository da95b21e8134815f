import { describe, expect, it } from 'vitest';
import { responseObjectSchema } from '#protocol/openai/responses-object.ts';
import { openScriptedExecutor } from '#runtime/answers/tools/testing/open-scripted-executor.ts';
import { assertOpenAiShape } from '#runtime/http/testing/assert-open-ai-shape.ts';
import { readResponseEvents } from '#runtime/http/testing/read-response-events.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const ask = { model: 'guide', input: 'What are credits?' };
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = { type: 'function', name: 'weather', description: 'Weather of a city.', parameters };
const call = '{"tool": "weather", "city": "Singapore"}';

async function create(test: TestApp, body: object = ask) {
  const response = await test.post('/v1/responses', body);
  const text = await response.text();
  expect([response.status, text]).toEqual([200, text]);
  assertOpenAiShape('response', JSON.parse(text));
  return responseObjectSchema.parse(JSON.parse(text));
}

describe('a response', () => {
  it('answers a text, says what it rests on, and counts tokens', async () => {
    const test = await openTestApp({ engine: { replies: ['Credits are unspent.'] } });
    const response = await create(test, { ...ask, metadata: { a: 'b' }, instructions: 'Be brief.', temperature: 0.5 });
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{32}$/),
      status: 'completed',
      output: [
        {
          id: expect.stringMatching(/^msg_/),
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Credits are unspent.', annotations: [], logprobs: [] }],
        },
      ],
      usage: { input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
      metadata: { a: 'b' },
      temperature: 0.5,
      store: true,
      gaia: { outcome: expect.any(String) },
    });
    const [asked] = test.engine.calls.chat;
    expect(asked?.messages[0]?.content).toContain('Be brief.');
    expect(asked?.sampling.temperature).toBe(0.5);
  });

  it('reads messages, calls and their results in order', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['It is 42.'] } });
    const given = '{"city":"Rome"}';
    const input = [
      { role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'One moment.', annotations: [] }] },
      { type: 'function_call', call_id: 'call_a', name: 'weather', arguments: given, status: 'completed' },
      { type: 'function_call', call_id: 'call_b', name: 'weather', arguments: given },
      { type: 'function_call_output', call_id: 'call_a', output: '42' },
      { type: 'function_call_output', call_id: 'call_b', output: [{ type: 'input_text', text: '43' }] },
    ];
    await create(test, { ...ask, input, tools: [weather] });
    expect(test.engine.calls.chat[0]?.messages.slice(1).map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(test.engine.calls.chat[0]?.messages.at(-1)?.content).toBe('Result of weather: 42\nResult of weather: 43');
  });

  it('holds calls of the caller with ids of their own', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [`${call}\n${call}`] } });
    const { output, tools } = await create(test, { ...ask, tools: [weather], tool_choice: 'required' });
    expect(output).toMatchObject([
      { type: 'function_call', name: 'weather', arguments: '{"city": "Singapore"}', status: 'completed' },
      { type: 'function_call', name: 'weather' },
    ]);
    const ids = output.flatMap((one) => (one.type === 'function_call' ? [one.id, one.call_id] : []));
    expect(new Set(ids).size).toBe(4);
    expect(tools[0]).toMatchObject({ name: 'weather', strict: false });
  });

  it('follows a schema, and is a refusal where the agent refuses', async () => {
    const format = {
      type: 'json_schema',
      name: 'city',
      strict: true,
      schema: { ...parameters, additionalProperties: false },
    };
    const test = await openTestApp({ texts: [], engine: { replies: ['{"city":"Rome"}'] } });
    const { output } = await create(test, { ...ask, text: { format } });
    expect(output).toMatchObject([{ content: [{ text: '{"city":"Rome"}' }] }]);
    expect(test.engine.calls.chat[0]?.grammar).toContain('city');
    const evidence = { whenMissing: 'refuse' as const, refusal: 'I do not know.', notice: 'No source.' };
    const refusing = await openTestApp({ manifest: { evidence } });
    const refused = await create(refusing, { ...ask, input: 'Zebras?', text: { format } });
    expect(refused.output).toMatchObject([{ content: [{ type: 'refusal', refusal: 'I do not know.' }] }]);
  });

  it('is incomplete where the limit of tokens cut it', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['A long answer.'] } });
    const response = await create(test, { ...ask, max_output_tokens: 6 });
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete', content: [{ text: 'A long' }] }],
    });
  });

  it('tells log probabilities where they are asked for', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['Hi'] } });
    const { output } = await create(test, { ...ask, include: ['message.output_text.logprobs'], top_logprobs: 2 });
    const [message] = output;
    const part = message?.type === 'message' ? message.content[0] : undefined;
    expect(
      part?.type === 'output_text' && part.logprobs.map(({ token, top_logprobs: top }) => [token, top.length]),
    ).toEqual([
      ['H', 2],
      ['i', 2],
    ]);
  });

  it('reads text files of the caller and files in the request', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['Read.'] } });
    const form = new FormData();
    form.set('purpose', 'user_data');
    form.set('file', new File(['First file.'], 'one.txt'));
    const { id } = (await (
      await test.app.request('http://127.0.0.1/v1/files', {
        method: 'POST',
        body: form,
        headers: { host: '127.0.0.1' },
      })
    ).json()) as { id: string };
    const inline = `data:text/plain;base64,${Buffer.from('Second file.').toString('base64')}`;
    const content = [
      { type: 'input_file', file_id: id },
      { type: 'input_file', filename: 'two.txt', file_data: inline },
      { type: 'input_text', text: 'Compare.' },
    ];
    await create(test, { ...ask, input: [{ role: 'user', content }] });
    expect(test.engine.calls.chat[0]?.messages.at(-1)?.content).toBe(
      'File "one.txt":\nFirst file.\nFile "two.txt":\nSecond file.\nCompare.',
    );
  });
});

describe('a streamed response', () => {
  const stream = async (test: TestApp, body: object) =>
    readResponseEvents(await test.post('/v1/responses', { ...ask, ...body, stream: true }));

  it('is told piece by piece, in order', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: ['Hel', 'lo.'] }] } });
    const events = await stream(test, {});
    expect(events.map(({ type }) => type.replace('response.', ''))).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
    for (const event of events.slice(0, 2)) expect(event).toMatchObject({ response: { output: [], usage: null } });
    const last = events.at(-1);
    expect(last).toMatchObject({ response: { status: 'completed', output: [{ content: [{ text: 'Hello.' }] }] } });
    const id = last?.type === 'response.completed' ? last.response.id : '';
    expect(await (await test.get(`/v1/responses/${id}`)).json()).toMatchObject({ id, status: 'completed' });
  });

  it('tells calls, and what was cut', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: [...call] }] } });
    const events = await stream(test, { tools: [weather] });
    const deltas = events.flatMap((event) =>
      event.type === 'response.function_call_arguments.delta' ? [event.delta] : [],
    );
    expect(deltas.join('')).toBe('{"city": "Singapore"}');
    expect(events.at(-3)).toMatchObject({ type: 'response.function_call_arguments.done', arguments: deltas.join('') });
    const cut = await stream(await openTestApp({ texts: [], engine: { replies: [call] } }), {
      tools: [weather],
      max_output_tokens: 30,
    });
    expect(cut.at(-1)).toMatchObject({ type: 'response.incomplete', response: { output: [{ status: 'incomplete' }] } });
  });

  it('tells calls that the node makes when they start and when they have ended', async () => {
    const tools = openScriptedExecutor({ look: '42' });
    const replies = ['{"tool": "look", "x": 1}', 'It is 42.'];
    const events = await stream(await openTestApp({ texts: [], tools, engine: { replies } }), {});
    const told = events.flatMap((event) => {
      if (event.type === 'response.output_text.delta') return ['text'];
      return 'gaia' in event && event.gaia ? [`${event.gaia.toolCall.name} ${event.gaia.toolCall.state}`] : [];
    });
    expect(told).toEqual(['look running', 'look done', 'text']);
    expect(events.at(-1)).toMatchObject({ response: { gaia: { tools: [{ name: 'look', result: '42' }] } } });
  });

  it('ends with response.failed where the model fails on the way, and is an ordinary error before', async () => {
    const pieces = ['Hel', Promise.reject(new Error('broken'))];
    const failing = await openTestApp({ texts: [], engine: { replies: [{ pieces }] } });
    const events = await stream(failing, {});
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'server_error' }, output: [{ status: 'incomplete' }] },
    });
    const early = await failing.post('/v1/responses', { ...ask, stream: true, tool_choice: 'required' });
    expect(early.status).toBe(400);
    assertOpenAiShape('error', await early.json());
  });
});

describe('a request for a response', () => {
  it.each([
    ['reasoning', { reasoning: { effort: 'low' } }],
    ['conversation', { conversation: 'conv_1' }],
    ['temperature', { temperature: 9 }],
    ['truncation', { truncation: 'auto' }],
    ['tools[0].type', { tools: [{ type: 'web_search' }] }],
    ['include[0]', { include: ['reasoning.encrypted_content'] }],
    ['text.verbosity', { text: { verbosity: 'low' } }],
    ['tool_choice.name', { tools: [weather], tool_choice: { type: 'function', name: 'other' } }],
    ['tools[0].parameters.type', { tools: [{ ...weather, parameters: { type: 'array' } }] }],
    [
      'text.format.schema/not',
      { text: { format: { type: 'json_schema', name: 'a', strict: true, schema: { type: 'object', not: {} } } } },
    ],
    ['store', { background: true, store: false }],
    ['previous_response_id', { previous_response_id: 'resp_none' }],
    ['input[0].type', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    ['input[0].content[0].type', { input: [{ role: 'user', content: [{ type: 'input_audio' }] }] }],
    [
      'input[0].content[0].file_url',
      { input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'https://a.example' }] }] },
    ],
    ['input[0].content[0]', { input: [{ role: 'user', content: [{ type: 'input_file', file_data: 'AAEC' }] }] }],
    [
      'input[0].content[0]',
      { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,AAEC' }] }] },
    ],
    [
      'input[1].call_id',
      {
        input: [
          { role: 'user', content: 'a' },
          { type: 'function_call_output', call_id: 'x', output: '' },
        ],
      },
    ],
    ['input[0].arguments', { input: [{ type: 'function_call', call_id: 'x', name: 'a', arguments: '[1' }] }],
    ['input', { input: [{ role: 'developer', content: 'a' }] }],
    ['model', { model: 'gpt-4' }],
  ])('that is wrong in %s is refused by that name', async (param, fields) => {
    const test = await openTestApp({ texts: [] });
    const response = await test.post('/v1/responses', { ...ask, ...fields });
    const body = (await response.json()) as { error: { param: string; message: string } };
    assertOpenAiShape('error', body);
    expect([response.status >= 400 && response.status < 500, body.error.param]).toEqual([true, param]);
  });
});
