import { describe, expect, it } from 'vitest';
import { openTestApp, type TestApp, type TestAppOptions } from '#runtime/testing/open-test-app.ts';
import { assertOpenAiShape, assertResponseEvent, type OpenAiShape } from './testing/assert-open-ai-shape.ts';
import { readResponseEvents } from './testing/read-response-events.ts';

const messages = [{ role: 'user', content: 'What are credits?' }];
const chat = { model: 'guide', messages };
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tools = [{ type: 'function', function: { name: 'weather', parameters } }];
const schema = { ...parameters, additionalProperties: false };
const response_format = { type: 'json_schema', json_schema: { name: 'city', strict: true, schema } };
const call = '{"tool": "weather", "city": "Rome"}';
const refusing = { evidence: { whenMissing: 'refuse' as const, refusal: 'I do not know.', notice: 'No source.' } };

interface Case {
  name: string;
  body?: object;
  app?: TestAppOptions;
}
const free = (reply: string): TestAppOptions => ({ texts: [], engine: { replies: [reply] } });
const chats: Case[] = [
  { name: 'from knowledge' },
  { name: 'several', body: { n: 3 } },
  { name: 'with log probabilities', body: { logprobs: true, top_logprobs: 2 } },
  { name: 'that is cut', body: { max_completion_tokens: 3 } },
  { name: 'with calls', body: { tools }, app: free(`${call}\n${call}`) },
  { name: 'in a format', body: { response_format }, app: free('{"city":"Rome"}') },
  {
    name: 'that refuses',
    body: { response_format, messages: [{ role: 'user', content: 'Zebras?' }] },
    app: { manifest: refusing },
  },
  { name: 'with usage', body: { stream_options: { include_usage: true } } },
];

async function read(
  test: TestApp,
  shape: OpenAiShape,
  ...[path, body]: [path: string, body?: object]
): Promise<unknown> {
  const response = await (body ? test.post(path, body) : test.get(path));
  const answer: unknown = await response.json();
  assertOpenAiShape(shape, answer);
  return answer;
}

async function readChunks(
  test: TestApp,
  shape: OpenAiShape,
  ...[path, body]: [path: string, body: object]
): Promise<number> {
  const text = await (await test.post(path, { ...body, stream: true })).text();
  const lines = text.split('\n\n').filter((line) => line !== '');
  expect(lines.pop()).toBe('data: [DONE]');
  for (const line of lines) assertOpenAiShape(shape, JSON.parse(line.replace(/^data: /, '')));
  return lines.length;
}

describe('answers have the published shapes:', () => {
  it.each(chats)('a chat $name, whole and streamed', async ({ body, app }) => {
    await read(await openTestApp(app), 'chat-completion', '/v1/chat/completions', { ...chat, ...body });
    const streamed = { ...chat, ...body };
    expect(
      await readChunks(await openTestApp(app), 'chat-completion-chunk', '/v1/chat/completions', streamed),
    ).toBeGreaterThan(1);
  });

  it.each([{}, { n: 2 }, { logprobs: 2 }, { max_tokens: 2 }, { echo: true }])(
    'a text completion with %j, whole and streamed',
    async (body) => {
      const test = await openTestApp(free('and so on.'));
      const ask = { model: 'guide', prompt: 'Once', ...body };
      await read(test, 'text-completion', '/v1/completions', ask);
      const told = { ...ask, stream_options: { include_usage: true } };
      expect(await readChunks(test, 'text-completion-chunk', '/v1/completions', told)).toBeGreaterThan(1);
    },
  );

  it.each([
    { name: 'from knowledge', body: {} },
    { name: 'with log probabilities', body: { top_logprobs: 2 } },
    { name: 'that is cut', body: { max_output_tokens: 3 } },
    {
      name: 'with calls',
      body: {
        tools: [{ type: 'function', name: 'weather', parameters }],
        tool_choice: { type: 'function', name: 'weather' },
      },
      app: free(call),
    },
    {
      name: 'in a format',
      body: { text: { format: { type: 'json_schema', name: 'city', schema } } },
      app: free('{"city":"Rome"}'),
    },
    {
      name: 'that refuses',
      body: { input: 'Zebras?', text: { format: { type: 'json_object' } } },
      app: { manifest: refusing },
    },
    { name: 'in the background', body: { background: true } },
  ])('a response $name, whole and streamed', async ({ body, app }) => {
    const ask = { model: 'guide', input: 'What are credits?', ...body };
    const made = (await read(await openTestApp(app), 'response', '/v1/responses', ask)) as { id: string };
    expect(made.id).toMatch(/^resp_/);
    const test = await openTestApp(app);
    const events = await readResponseEvents(await test.post('/v1/responses', { ...ask, stream: true }));
    const last = events.at(-1);
    if (!last || !('response' in last)) throw new Error('The last event has to hold the response.');
    await read(test, 'response', `/v1/responses/${last.response.id}`);
    await read(test, 'response-input-list', `/v1/responses/${last.response.id}/input_items`);
  });

  it('embeddings as numbers and as base64, models and one model', async () => {
    const test = await openTestApp();
    const ask = { model: 'guide', input: ['one', 'two'] };
    await read(test, 'embedding-list', '/v1/embeddings', ask);
    await read(test, 'embedding-list', '/v1/embeddings', { ...ask, encoding_format: 'base64' });
    await read(test, 'model-list', '/v1/models');
    await read(test, 'model', '/v1/models/guide');
  });

  it('files', async () => {
    const test = await openTestApp();
    const form = new FormData();
    form.set('purpose', 'user_data');
    form.set('file', new File(['Hello'], 'a.txt'));
    const headers = { host: '127.0.0.1' };
    const uploaded = await test.app.request('/v1/files', { method: 'POST', body: form, headers });
    const file = (await uploaded.json()) as { id: string };
    assertOpenAiShape('file', file);
    await read(test, 'file', `/v1/files/${file.id}`);
    await read(test, 'file-list', '/v1/files');
    const gone = await test.app.request(`/v1/files/${file.id}`, { method: 'DELETE', headers });
    assertOpenAiShape('file-deleted', await gone.json());
  });

  it.each([
    ['/v1/chat/completions', { ...chat, temperature: 9 }, 400],
    ['/v1/chat/completions', { ...chat, model: 'gpt-4' }, 404],
    ['/v1/chat/completions', { ...chat, unknown: 1 }, 400],
    ['/v1/completions', { model: 'guide' }, 400],
    ['/v1/embeddings', { model: 'guide', input: [] }, 400],
    ['/v1/responses', { model: 'guide', input: 5 }, 400],
    ['/v1/nothing', {}, 404],
  ])('an error of %s with %j', async (path, body, status) => {
    const response = await (await openTestApp()).post(path, body);
    expect(response.status).toBe(status);
    assertOpenAiShape('error', await response.json());
  });

  it('an error inside a stream', async () => {
    const pieces = ['Hel', Promise.reject(new Error('broken'))];
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces }] } });
    const text = await (await test.post('/v1/chat/completions', { ...chat, stream: true })).text();
    assertOpenAiShape(
      'error',
      JSON.parse(
        text
          .trim()
          .split('\n\n')
          .at(-1)
          ?.replace(/^data: /, '') ?? '',
      ),
    );
  });
});

it('the check of shapes finds a missing field, a wrong value and a field too many, but lets gaia pass', () => {
  const model = { id: 'a', object: 'model', created: 1, owned_by: 'b' };
  assertOpenAiShape('model', { ...model, gaia: { any: 1 } });
  for (const wrong of [
    { ...model, id: undefined },
    { ...model, object: 'mode' },
    { ...model, more: 1 },
  ]) {
    expect(() => assertOpenAiShape('model', wrong)).toThrow('openai/model');
  }
  expect(() => assertResponseEvent({ type: 'response.done' })).toThrow('no schema');
});
