import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTestApp } from '#runtime/testing/open-test-app.ts';

describe('what a node tells about itself', () => {
  it('lists its agents as OpenAI lists models, one by one too', async () => {
    const test = await openTestApp();
    const list = (await (await test.get('/v1/models')).json()) as { object: string; data: object[] };
    expect(list).toMatchObject({
      object: 'list',
      data: [{ id: 'guide', object: 'model', created: 1_767_225_600, owned_by: expect.stringMatching(/^0x/) }],
    });
    expect(await (await test.get('/v1/models/guide')).json()).toEqual(list.data[0]);
    expect((await test.get('/v1/models/other')).status).toBe(404);
  });

  it('says in /v1/info what it is and serves, by GET and POST, and no prompt', async () => {
    const test = await openTestApp();
    const info = await (await test.get('/v1/info')).json();
    expect(info).toMatchObject({
      address: expect.stringMatching(/^0x/),
      version: '0.1.0',
      device: 'cpu',
      agents: [{ name: 'Guide', model: 'guide', chatModel: 'scripted-chat', embeddingModel: 'scripted-embedding' }],
    });
    expect(JSON.stringify(info)).not.toContain('You are the guide');
    expect(await (await test.post('/v1/info', {})).json()).toEqual(info);
  });

  it('says in /health whether it is ready', async () => {
    expect(await (await (await openTestApp()).get('/health')).json()).toEqual({
      status: 'ok',
      engine: 'ready',
      agents: 1,
    });
    const loading = await openTestApp({ isRestoring: true, isEmpty: true });
    expect(await (await loading.get('/health')).json()).toMatchObject({ status: 'loading', agents: 0 });
  });

  it('measures requests by route, tokens and the queue', async () => {
    const test = await openTestApp({ texts: [], engine: { replies: [{ pieces: ['four'], cachedTokens: 3 }] } });
    await test.post('/v1/chat/completions', { model: 'guide', messages: [{ role: 'user', content: 'x' }] });
    await test.get('/v1/models/guide');
    await test.get('/nowhere/1');
    const text = await (await test.get('/metrics')).text();
    expect(text).toContain('gaianet_requests_total{route="/v1/chat/completions",status="200"} 1');
    expect(text).toContain('gaianet_requests_total{route="/v1/models/:id",status="200"} 1');
    expect(text).toContain('gaianet_requests_total{route="unknown",status="404"} 1');
    expect(text).toContain('gaianet_tokens_total{kind="completion"} 4');
    expect(text).toContain('gaianet_tokens_total{kind="cached"} 3');
    expect(text).toMatch(/gaianet_first_token_seconds_count 1\n/);
    expect(text).toMatch(/gaianet_queue_length 0\n/);
  });

  it('never makes a series of a path that a stranger invents', async () => {
    const test = await openTestApp();
    for (const n of [1, 2, 3]) await test.get(`/invented-${n}`, { headers: { host: 'evil.example' } });
    expect(await (await test.get('/metrics')).text()).not.toContain('invented');
  });

  it('answers an unknown path with 404 in the shape of OpenAI', async () => {
    const response = await (await openTestApp()).get('/v1/nothing');
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: {
        message: 'GET /v1/nothing is not part of this API; see /openapi.json.',
        type: 'invalid_request_error',
        param: null,
        code: 'not_found',
      },
    });
  });

  it('logs a line a request, and never its contents', async () => {
    const test = await openTestApp({ engine: { replies: ['SECRET ANSWER'] } });
    await test.post('/v1/chat/completions', {
      model: 'guide',
      messages: [{ role: 'user', content: 'SECRET QUESTION' }],
    });
    expect(test.logged).toMatchObject([
      { msg: 'request.answered', method: 'POST', path: '/v1/chat/completions', status: 200 },
    ]);
    expect(JSON.stringify(test.logged)).not.toContain('SECRET');
  });
});

describe('/openapi.json', () => {
  it('describes every route of the public API', async () => {
    const test = await openTestApp();
    const document = (await (await test.get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = test.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(':id', '{id}')}`);
    expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
  });

  it('takes its schemas from those that check requests', async () => {
    const document: unknown = await (await (await openTestApp()).get('/openapi.json')).json();
    const schema = ['paths', '/v1/chat/completions', 'post', 'requestBody', 'content', 'application/json', 'schema'];
    expect(document).toHaveProperty([...schema, 'properties', 'temperature']);
    expect(document).toHaveProperty([...schema, 'required'], ['model', 'messages']);
  });
});

describe('the chat page', () => {
  it('allows its own script and style by hash and nothing else', async () => {
    const response = await (await openTestApp()).get('/');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '';
      expect(content.length).toBeGreaterThan(100);
      expect(policy).toContain(`${directive} 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('asks for no resource of anybody else', async () => {
    const html = await (await (await openTestApp()).get('/')).text();
    expect(html).not.toMatch(/\b(?:src|href)\s*=|@import|url\(|https?:\/\/(?!www\.w3\.org)/);
    expect(html).toContain('name="viewport" content="width=device-width');
  });
});
