import { describe, expect, it } from 'vitest';
import { chatCompletionSchema } from '#protocol/openai/chat-response.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { readStream } from './testing/read-stream.ts';

const ask = { model: 'guide', messages: [{ role: 'user', content: 'Hi' }], logprobs: true };
const open = () => openTestApp({ texts: [], engine: { replies: [{ pieces: ['ab', 'c'] }] } });

describe('log probabilities', () => {
  it('are told for every token of a whole answer', async () => {
    const test = await open();
    const response = await test.post('/v1/chat/completions', { ...ask, top_logprobs: 2 });
    const { choices } = chatCompletionSchema.parse(await response.json());
    const content = choices[0]?.logprobs?.content;
    expect(content?.map(({ token }) => token)).toEqual(['a', 'b', 'c']);
    expect(content?.[0]).toEqual({
      ...{ token: 'a', bytes: [97], logprob: -0.125 },
      top_logprobs: [
        { token: 'a', bytes: [97], logprob: -0.125 },
        { token: 'b', bytes: [98], logprob: -0.25 },
      ],
    });
  });

  it('travel with the pieces of a stream', async () => {
    const test = await open();
    const { chunks } = await readStream(await test.post('/v1/chat/completions', { ...ask, stream: true }));
    const told = chunks.flatMap(({ choices }) => choices[0]?.logprobs?.content?.map(({ token }) => token) ?? []);
    expect(told).toEqual(['a', 'b', 'c']);
    expect(test.engine.calls.chat[0]?.topLogprobs).toBe(0);
  });

  it('are null where nobody asked', async () => {
    const test = await open();
    const response = await test.post('/v1/chat/completions', { ...ask, logprobs: false });
    expect(chatCompletionSchema.parse(await response.json()).choices[0]?.logprobs).toBeNull();
    expect(test.engine.calls.chat[0]?.topLogprobs).toBeUndefined();
  });

  it.each([
    ['top_logprobs', { top_logprobs: 21 }],
    ['top_logprobs', { logprobs: false, top_logprobs: 2 }],
    ['logprobs', { logprobs: 3 }],
  ])('that are asked for wrongly in %s get 400', async (param, changes) => {
    const test = await open();
    const response = await test.post('/v1/chat/completions', { ...ask, ...changes });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
  });
});
