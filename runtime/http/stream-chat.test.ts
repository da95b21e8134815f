import { describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { readStream } from './testing/read-stream.ts';

const messages = [{ role: 'user', content: 'Credits are the unspent part of a deposit.' }];
const ask = { model: 'guide', messages, stream: true };

describe('a streamed chat completion', () => {
  it('is a role chunk, deltas, one chunk with finish_reason and gaia, and [DONE]', async () => {
    const test = await openTestApp({ engine: { replies: [{ pieces: ['Grü', 'ße 🌍', '.'] }] } });
    const response = await test.post('/v1/chat/completions', ask);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const { chunks, isDone, texts } = await readStream(response);

    expect(chunks[0]?.choices).toEqual([
      { index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null, logprobs: null },
    ]);
    expect(chunks.slice(1, -1).map(({ choices }) => choices[0]?.delta)).toEqual([
      { content: 'Grü' },
      { content: 'ße 🌍' },
      { content: '.' },
    ]);
    expect(chunks.at(-1)?.choices).toEqual([{ index: 0, delta: {}, finish_reason: 'stop', logprobs: null }]);
    expect(chunks.map(({ gaia }) => gaia !== undefined)).toEqual([false, false, false, false, true]);
    expect(new Set(chunks.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
    expect(chunks.some(({ usage }) => usage !== undefined)).toBe(false);
    expect({ isDone, texts }).toEqual({ isDone: true, texts: ['Grüße 🌍.'] });
  });

  it('ends with a usage chunk without choices when asked for, and every other chunk says usage: null', async () => {
    const test = await openTestApp({ engine: { replies: [{ pieces: ['Four'], cachedTokens: 7 }] } });
    const response = await test.post('/v1/chat/completions', { ...ask, stream_options: { include_usage: true } });
    const { chunks, isDone } = await readStream(response);

    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { completion_tokens: 4, prompt_tokens_details: { cached_tokens: 7 } },
    });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    expect(isDone).toBe(true);
  });

  it('says "length" where the limit cut the answer', async () => {
    const test = await openTestApp({ engine: { replies: ['abcdef'] } });
    const response = await test.post('/v1/chat/completions', { ...ask, max_completion_tokens: 3 });
    const { chunks, texts } = await readStream(response);
    expect(texts).toEqual(['abc']);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length');
  });

  it('streams n answers side by side, each with its own role and end', async () => {
    const test = await openTestApp({ engine: { replies: ['one', 'two', 'three'] } });
    const body = { ...ask, n: 3, stream_options: { include_usage: true } };
    const { chunks, texts } = await readStream(await test.post('/v1/chat/completions', body));
    expect(texts.toSorted()).toEqual(['one', 'three', 'two']);
    const of = (find: (choice: (typeof chunks)[number]['choices'][number]) => boolean) =>
      chunks.flatMap(({ choices }) => choices.filter(find).map(({ index }) => index)).toSorted();
    expect(of(({ delta }) => delta.role === 'assistant')).toEqual([0, 1, 2]);
    expect(of(({ finish_reason: reason }) => reason === 'stop')).toEqual([0, 1, 2]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe('onetwothree'.length);
  });

  it('that fails after its start carries the error as an event and no [DONE]', async () => {
    const broken = Promise.reject(new AppError('engine_crashed'));
    broken.catch(() => undefined);
    const test = await openTestApp({ engine: { replies: [{ pieces: ['Half', broken] }] } });
    const response = await test.post('/v1/chat/completions', ask);
    expect(response.status).toBe(200);
    const { errors, isDone, texts } = await readStream(response);
    expect(texts).toEqual(['Half']);
    expect(errors).toEqual([
      {
        message: 'The model engine stopped and is starting again; try again shortly.',
        type: 'server_error',
        param: null,
        code: 'engine_crashed',
      },
    ]);
    expect(isDone).toBe(false);
  });

  it('tells nothing of our inside when something unknown breaks', async () => {
    const broken = Promise.reject(new Error('secret at /home/ada/.data'));
    broken.catch(() => undefined);
    const test = await openTestApp({ engine: { replies: [{ pieces: ['Half', broken] }] } });
    const { errors } = await readStream(await test.post('/v1/chat/completions', ask));
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side; try again.',
        type: 'server_error',
        param: null,
        code: 'internal',
      },
    ]);
    expect(test.logged.some(({ level }) => level === 50)).toBe(true);
  });

  it('that fails before its start is an ordinary error with its status', async () => {
    const refuse = () => {
      throw new AppError('context_length_exceeded', 'The prompt has 5,000 tokens, the model reads 2,048.');
    };
    const test = await openTestApp({ engine: { replies: [refuse] } });
    const response = await test.post('/v1/chat/completions', ask);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'context_length_exceeded' } });
  });

  it('whose client leaves stops generating and frees its slot', async () => {
    const never = new Promise(() => undefined);
    const test = await openTestApp({
      engine: { replies: [{ pieces: ['Half', never] }, 'Whole'], parallelSequences: 1 },
    });
    const response = await test.post('/v1/chat/completions', ask);
    const reader = response.body?.getReader();
    await reader?.read();
    expect(test.engine.status().running).toBe(1);
    await reader?.cancel();
    const next = await test.post('/v1/chat/completions', ask);
    expect((await readStream(next)).texts).toEqual(['Whole']);
    expect(test.engine.cancelled).toBe(1);
    expect(test.engine.status()).toMatchObject({ running: 0, queued: 0 });
  });
});
