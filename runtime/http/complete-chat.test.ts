import { describe, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const messages = [{ role: 'user', content: 'Hello?' }];
const ask = { model: 'guide', messages };

async function complete(test: TestApp, body: object) {
  const response = await test.post('/v1/chat/completions', body);
  expect(response.status).toBe(200);
  return chatCompletionSchema.strict().parse(await response.json());
}

describe('a chat completion in one piece', () => {
  it('has the shape of OpenAI and counts tokens, the cached ones too', async () => {
    const replies = [{ pieces: ['Hello', ' you'], cachedTokens: 3 }];
    const test = await openTestApp({ texts: [], engine: { replies } });
    const { choices, usage, id, model } = await complete(test, ask);
    expect(choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello you', refusal: null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ]);
    const prompt = 'You are the guide.Hello?'.length;
    expect(usage).toEqual({
      prompt_tokens: prompt,
      completion_tokens: 9,
      total_tokens: prompt + 9,
      prompt_tokens_details: { cached_tokens: 3 },
    });
    expect({ id, model }).toEqual({ id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/), model: 'guide' });
  });

  it('gives n answers, each with its own seed and its own gaia, and counts the prompt once', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: ['one', 'two'] } });
    const { choices, usage } = await complete(test, { ...ask, n: 2, seed: 40 });
    expect(choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'one'],
      [1, 'two'],
    ]);
    expect(choices.every(({ gaia }) => gaia?.outcome === 'no-knowledge')).toBe(true);
    expect(usage.prompt_tokens).toBe('You are the guide.Hello?'.length);
    expect(usage.completion_tokens).toBe(6);
    expect(test.engine.calls.chat.map(({ sampling }) => sampling.seed)).toEqual([40, 41]);
  });

  it('passes on what the request says of sampling', async () => {
    const test = await openTestApp({ texts: [] });
    await complete(test, {
      ...ask,
      stop: ['END', '###'],
      seed: 7,
      temperature: 0,
      top_p: 0.5,
      max_completion_tokens: 12,
      frequency_penalty: 0.5,
      presence_penalty: -1,
      logit_bias: { 5: -100 },
    });
    expect(test.engine.calls.chat[0]).toMatchObject({
      modelId: 'c'.repeat(64),
      callerId: 'local',
      stop: ['END', '###'],
      maxTokens: 12,
      sampling: {
        seed: 7,
        temperature: 0,
        topP: 0.5,
        frequencyPenalty: 0.5,
        presencePenalty: -1,
        logitBias: { 5: -100 },
      },
    });
  });

  it('takes one stop string and the older max_tokens', async () => {
    const test = await openTestApp({ texts: [] });
    await complete(test, { ...ask, stop: 'END', max_tokens: 9 });
    expect(test.engine.calls.chat[0]).toMatchObject({ stop: ['END'], maxTokens: 9 });
  });

  it('takes what the agent says where the request says nothing, and no seed', async () => {
    const generation = {
      temperature: 0.7,
      topP: 0.8,
      maxCompletionTokens: 33,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
    };
    const test = await openTestApp({ texts: [], manifest: { generation } });
    await complete(test, { ...ask, temperature: null, seed: null, stop: null });
    const [call] = test.engine.calls.chat;
    expect(call?.sampling).toEqual({ temperature: 0.7, topP: 0.8, frequencyPenalty: 0.1, presencePenalty: 0.2 });
    expect(call).toMatchObject({ maxTokens: 33, stop: undefined });
  });

  it('reads text parts, "developer" as system, and what OpenAI clients send along', async () => {
    const test = await openTestApp({ texts: [] });
    const echoed = { role: 'assistant', content: 'Hi', refusal: null, tool_calls: null, audio: null, annotations: [] };
    await complete(test, {
      ...ask,
      messages: [
        { role: 'developer', content: 'Be brief.' },
        echoed,
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
      user: 'ada',
      metadata: { page: 'home' },
      store: false,
      response_format: { type: 'text' },
      logprobs: false,
      tools: null,
      service_tier: 'auto',
    });
    expect(test.engine.calls.chat[0]?.messages).toEqual([
      { role: 'system', content: 'You are the guide.\n\nBe brief.' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'a\nb' },
    ]);
  });

  it('ends with 499 and no logged error when the client has left', async () => {
    const never = new Promise(() => undefined);
    const started = Promise.withResolvers<void>();
    const reply = () => {
      started.resolve();
      return { pieces: [never] };
    };
    const test = await openTestApp({ texts: [], engine: { replies: [reply] } });
    const left = new AbortController();
    const answer = test.post('/v1/chat/completions', ask, {
      method: 'POST',
      body: JSON.stringify(ask),
      signal: left.signal,
    });
    await started.promise;
    left.abort();
    expect((await answer).status).toBe(499);
    expect(test.logged.filter(({ level }) => level >= 50)).toEqual([]);
    expect(test.engine.status().running).toBe(0);
  });

  it('ends with 499 and no logged error when the client leaves before the search', async () => {
    const test = await openTestApp();
    const body = JSON.stringify(ask);
    const request = { method: 'POST', body, signal: AbortSignal.abort() };
    const response = await test.post('/v1/chat/completions', ask, request);
    expect(response.status).toBe(499);
    expect(test.logged.filter(({ level }) => level >= 50)).toEqual([]);
  });
});
