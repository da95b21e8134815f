import { describe, expect, it } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';

const messages = [{ role: 'user', content: 'Hello?' }];
const ask = { model: 'guide', messages };

async function failed(test: TestApp, body: unknown) {
  const response = await test.post('/v1/chat/completions', body);
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(Object.keys(error).toSorted()).toEqual(['code', 'message', 'param', 'type']);
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...error };
}

describe('a wrong chat request', () => {
  it.each([
    ['a body that is no JSON', '{"model":', null, /not valid JSON/],
    ['an empty body', '', null, /not valid JSON/],
    ['a body that is a list', '[]', null, /must be a JSON object/],
    ['no model', { messages }, 'model', /^model: /],
    ['no messages', { model: 'guide', messages: [] }, 'messages', /^messages: /],
    ['an unknown role', { ...ask, messages: [{ role: 'king', content: 'x' }] }, 'messages[0].role', /role/],
    ['a message that is no text', { ...ask, messages: [{ role: 'user', content: 7 }] }, 'messages[0].content', /text/],
    ['no message of the user', { ...ask, messages: [{ role: 'system', content: 'x' }] }, 'messages', /role "user"/],
    ['a temperature over 2', { ...ask, temperature: 2.1 }, 'temperature', /<=2/],
    ['a top_p of 0', { ...ask, top_p: 0 }, 'top_p', />0/],
    ['too many answers', { ...ask, n: limits.completionsPerRequest + 1 }, 'n', /<=8/],
    ['a seed that is no whole number', { ...ask, seed: 0.5 }, 'seed', /int/],
    ['too many stop sequences', { ...ask, stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop', /stop/],
    ['a token that is no number', { ...ask, logit_bias: { cat: 1 } }, 'logit_bias.cat', /token id/],
    ['no tokens', { ...ask, max_completion_tokens: 0 }, 'max_completion_tokens', />=1/],
  ])('with %s gets 400 and the path of the field', async (...row) => {
    const [, body, param, message] = row;
    const test = await openTestApp();
    const error = await failed(test, body);
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', code: 'invalid_input', param });
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect(test.engine.calls.chat).toEqual([]);
  });

  it.each([
    ['store', { store: true }],
    ['modalities', { modalities: ['audio'] }],
    ['reasoning_effort', { reasoning_effort: 'low' }],
  ])('that uses %s, which is not served yet, gets 400 that names it', async (param, fields) => {
    const error = await failed(await openTestApp(), { ...ask, ...fields });
    expect(error).toMatchObject({ status: 400, code: 'unsupported_parameter', param });
    expect(error).toMatchObject({ message: `"${param}" is not supported here yet; leave it out.` });
  });

  it('with an image gets 400 that says where, and what takes images', async () => {
    const test = await openTestApp();
    const see = (url: string) => [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See:' },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ];
    expect(await failed(test, { ...ask, messages: see('https://a.example/b.png') })).toMatchObject({
      status: 400,
      param: 'messages[0].content[1].image_url.url',
      message: expect.stringContaining('data:image/png;base64'),
    });
    expect(await failed(test, { ...ask, messages: see('data:image/png;base64,iVBORw0KGgo=') })).toMatchObject({
      status: 400,
      param: 'messages[0].content[1]',
      message: expect.stringContaining('GAIA_ENGINE_IMAGES=on'),
    });
    const audio = [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }];
    expect(await failed(test, { ...ask, messages: audio })).toMatchObject({
      status: 400,
      param: 'messages[0].content[0].type',
      message: expect.stringContaining('parts of type "text"'),
    });
  });

  it('with a field that nobody knows gets 400 that names it', async () => {
    const test = await openTestApp();
    const error = await failed(test, { ...ask, temprature: 1 });
    expect(error).toMatchObject({ status: 400, code: 'unknown_parameter', param: 'temprature' });
    const inside = await failed(test, { ...ask, stream_options: { usage: true } });
    expect(inside).toMatchObject({ status: 400, code: 'unknown_parameter', param: 'stream_options.usage' });
  });

  it('for a model that is not here gets 404 and the list of those that are', async () => {
    const error = await failed(await openTestApp(), { ...ask, model: 'gpt-4' });
    expect(error).toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
      message: 'The model "gpt-4" does not exist on this node. It serves "guide".',
    });
    const empty = await failed(await openTestApp({ isEmpty: true }), ask);
    expect(empty).toMatchObject({ status: 404, message: expect.stringContaining('Nothing is deployed here yet.') });
  });

  it('larger than the limit gets 413, whether its length is told or not', async () => {
    const test = await openTestApp();
    const text = JSON.stringify({ ...ask, user: 'x'.repeat(limits.requestBodyBytes) });
    expect(await failed(test, text)).toMatchObject({ status: 413, code: 'too_large' });
    const stream = new Blob([text]).stream();
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' };
    const response = await test.post('/v1/chat/completions', '', init);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { code: 'too_large', message: 'A request may carry 8 MiB.' },
    });
  });
});

describe('a node that cannot answer now', () => {
  it('says 429 with Retry-After when its queue is full', async () => {
    const never = new Promise(() => undefined);
    const started = Promise.withResolvers<void>();
    const reply = () => {
      started.resolve();
      return { pieces: ['Half', never] };
    };
    const engine = { replies: [reply], parallelSequences: 1, queueLimit: 0 };
    const test = await openTestApp({ texts: [], engine });
    const first = await test.post('/v1/chat/completions', { ...ask, stream: true });
    await started.promise;
    for (const stream of [false, true]) {
      const error = await failed(test, { ...ask, stream });
      expect(error).toMatchObject({ status: 429, type: 'rate_limit_error', code: 'queue_full' });
      expect(Number(error.retryAfter)).toBeGreaterThanOrEqual(1);
    }
    await first.body?.cancel();
  });

  it('says 503 with Retry-After while what was live is still loading', async () => {
    const error = await failed(await openTestApp({ isEmpty: true, isRestoring: true }), ask);
    expect(error).toMatchObject({ status: 503, code: 'loading', retryAfter: '5' });
  });

  it('says 503 when the engine died, and 500 without a reason when something unknown broke', async () => {
    const replies = [
      () => {
        throw new AppError('engine_crashed');
      },
      () => {
        throw new Error('secret at /home/ada/.data');
      },
    ];
    const test = await openTestApp({ texts: [], engine: { replies } });
    expect(await failed(test, ask)).toMatchObject({ status: 503, type: 'server_error', code: 'engine_crashed' });
  });

  it('says 500 without a reason when something unknown broke, and logs it', async () => {
    const reply = () => {
      throw new Error('secret at /home/ada/.data');
    };
    const test = await openTestApp({ texts: [], engine: { replies: [reply] } });
    const message = 'Something went wrong on our side; try again.';
    expect(await failed(test, ask)).toMatchObject({ status: 500, code: 'internal', message });
    expect(test.logged.find(({ level }) => level >= 50)?.msg).toBe('request.failed');
  });
});
