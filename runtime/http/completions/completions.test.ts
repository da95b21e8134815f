import { describe, expect, it } from 'vitest';
import { type Completion, completionSchema } from '#protocol/openai/completion-request.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const ask = { model: 'guide', prompt: 'Once' };
const open = (replies: (string | { pieces: string[] })[] = [{ pieces: [' upon', ' a time'] }]) =>
  openTestApp({ texts: [], engine: { replies } });

async function complete(test: TestApp, body: object): Promise<Completion> {
  const response = await test.post('/v1/completions', { ...ask, ...body });
  expect(response.status).toBe(200);
  return completionSchema.strict().parse(await response.json());
}

async function stream(test: TestApp, body: object): Promise<{ chunks: Completion[]; isDone: boolean }> {
  const response = await test.post('/v1/completions', { ...ask, ...body, stream: true });
  const events = (await response.text()).split('\n\n').map((line) => line.replace(/^data: /, ''));
  const chunks = events
    .filter((event) => event.startsWith('{'))
    .map((event) => completionSchema.parse(JSON.parse(event)));
  return { chunks, isDone: events.includes('[DONE]') };
}

describe('a text completion', () => {
  it('continues the raw prompt: no template, prompt or knowledge of the agent takes part', async () => {
    const test = await open();
    const { choices, usage, id } = await complete(test, {});
    expect(choices).toEqual([{ index: 0, text: ' upon a time', finish_reason: 'stop', logprobs: null }]);
    expect(usage).toEqual({ prompt_tokens: 4, completion_tokens: 12, total_tokens: 16 });
    expect(id).toMatch(/^cmpl-[0-9a-f]{32}$/);
    expect(test.engine.calls.chat[0]).toMatchObject({ prompt: 'Once', messages: [], maxTokens: 16 });
  });

  it('takes tokens and several prompts, each n times, in order', async () => {
    const test = await open([({ prompt }: { prompt?: unknown }) => JSON.stringify(prompt)] as never);
    const { choices, usage } = await complete(test, { prompt: [[65], [66, 67]], n: 2, max_tokens: 40 });
    expect(choices.map(({ index, text }) => [index, text])).toEqual([
      [0, '[65]'],
      [1, '[65]'],
      [2, '[66,67]'],
      [3, '[66,67]'],
    ]);
    expect(usage?.prompt_tokens).toBe(3);
  });

  it('echoes the prompt, of tokens too', async () => {
    expect((await complete(await open(), { echo: true })).choices[0]?.text).toBe('Once upon a time');
    expect((await complete(await open(), { echo: true, prompt: [79] })).choices[0]?.text).toBe('O upon a time');
  });

  it('tells log probabilities in the shape of this API', async () => {
    const { choices } = await complete(await open(['ab']), { logprobs: 1, echo: true });
    expect(choices[0]?.logprobs).toEqual({
      tokens: ['a', 'b'],
      token_logprobs: [-0.125, -0.125],
      top_logprobs: [{ a: -0.125 }, { b: -0.125 }],
      text_offset: [4, 5],
    });
  });

  it('says "length" where the limit cut it', async () => {
    const { choices } = await complete(await open(), { max_tokens: 2 });
    expect(choices[0]).toMatchObject({ text: ' u', finish_reason: 'length' });
  });
});

describe('a streamed text completion', () => {
  it('is parts of the text, an end for each choice, usage where asked, and [DONE]', async () => {
    const { chunks, isDone } = await stream(await open(), { echo: true, stream_options: { include_usage: true } });
    expect(chunks.map(({ choices }) => choices[0]?.text)).toEqual(['Once', ' upon', ' a time', '', undefined]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 12 });
    expect(isDone).toBe(true);
  });

  it('that fails before its first part is an ordinary error', async () => {
    const test = await open();
    const response = await test.post('/v1/completions', { ...ask, model: 'other', stream: true });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
  });
});

it.each([
  [{ prompt: [] }, 'prompt'],
  [{ prompt: [-1] }, 'prompt'],
  [{ suffix: 'x' }, 'suffix'],
  [{ best_of: 2 }, 'best_of'],
  [{ logprobs: 6 }, 'logprobs'],
  [{ max_tokens: 0 }, 'max_tokens'],
  [{ messages: [] }, 'messages'],
])('a completion request with %j gets 400 that names the field', async (changes, param) => {
  const response = await (await open()).post('/v1/completions', { ...ask, ...changes });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param: expect.stringContaining(param) } });
});
