import { describe, expect, it } from 'vitest';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { localAccess } from './local-access.ts';

const question = { role: 'user', content: 'Credits are the unspent part of a deposit.' };
const ask = JSON.stringify({ model: 'guide', messages: [question] });

describe('the local port', () => {
  it.each(['127.0.0.1:8080', 'localhost', 'localhost:9', '[::1]:8080'])('answers as %s', async (host) => {
    const test = await openTestApp();
    expect((await test.get('/v1/models', { headers: { host } })).status).toBe(200);
  });

  it.each(['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', '169.254.1.1'])(
    'refuses the Host %s, which a rebound name would send',
    async (host) => {
      const test = await openTestApp();
      const response = await test.get('/v1/models', { headers: { host } });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: 'forbidden', type: 'permission_error' } });
    },
  );

  it('refuses pages of other sites by their Origin, and takes its own', async () => {
    const test = await openTestApp();
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
      expect((await test.get('/v1/models', { headers: { origin } })).status).toBe(403);
    }
    expect((await test.get('/v1/models', { headers: { origin: 'http://localhost:8080' } })).status).toBe(200);
  });

  it('wants the key where one is set, except for /health', async () => {
    const test = await openTestApp({ access: { apiKey: 'a-key-of-sixteen-characters' } });
    const status = async (authorization?: string) =>
      (await test.get('/v1/models', { headers: authorization ? { authorization } : {} })).status;
    expect(await status()).toBe(401);
    expect(await status('Bearer wrong')).toBe(401);
    expect(await status('a-key-of-sixteen-characters')).toBe(401);
    expect(await status('Bearer a-key-of-sixteen-characters')).toBe(200);
    expect((await test.get('/health')).status).toBe(200);
    const refused = await test.post('/v1/chat/completions', ask);
    expect(await refused.json()).toMatchObject({ error: { code: 'unauthenticated', type: 'authentication_error' } });
    expect(test.engine.calls.chat).toEqual([]);
  });

  it('ignores x-gaia headers: the caller stays local and owner', async () => {
    const test = await openTestApp();
    const headers = { 'x-gaia-scope': 'public', 'x-gaia-caller': 'somebody', 'x-gaia-protocol': '99' };
    const response = await test.post('/v1/chat/completions', ask, { method: 'POST', body: ask, headers });
    expect(await response.json()).toMatchObject({ gaia: { trace: { agent: 'guide' } } });
    expect(test.engine.calls.chat[0]?.callerId).toBe('local');
  });
});

describe('the tunnel', () => {
  const send = async (headers: Record<string, string>, path = '/v1/chat/completions', body = ask) => {
    const test = await openTestApp();
    const response = await test.app.request(path, { method: 'POST', body, headers }, { viaTunnel: true });
    return { test, response, answer: (await response.json()) as { gaia?: object; error?: { code: string } } };
  };

  it('is trusted for who calls, and gives the trace to owners only', async () => {
    const owner = await send({ 'x-gaia-scope': 'owner', 'x-gaia-caller': 'key-1', 'x-gaia-protocol': '1' });
    expect(owner.answer.gaia).toHaveProperty('trace.messages');
    expect(owner.test.engine.calls.chat[0]?.callerId).toBe('key-1');
    const anybody = await send({ 'x-gaia-scope': 'public', 'x-gaia-caller': 'key-2' });
    expect(anybody.answer.gaia).not.toHaveProperty('trace');
    expect(JSON.stringify(anybody.answer)).not.toContain('You are the guide.');
  });

  it('is public where no scope is said', async () => {
    expect((await send({})).answer.gaia).not.toHaveProperty('trace');
    expect((await send({ 'x-gaia-scope': 'admin' })).answer.gaia).not.toHaveProperty('trace');
  });

  it('answers whatever the Host, and refuses another protocol with a sentence', async () => {
    expect((await send({ host: 'gateway.example', origin: 'https://shop.example' })).response.status).toBe(200);
    const { response, answer } = await send({ 'x-gaia-protocol': '2' });
    expect(response.status).toBe(400);
    expect(answer).toMatchObject({ error: { message: expect.stringContaining('speaks protocol 2, this node 1') } });
  });

  it('opens passages to owners only', async () => {
    const body = JSON.stringify({ model: 'guide', query: 'credits' });
    const refused = await send({ 'x-gaia-scope': 'public' }, '/v1/retrieve', body);
    expect(refused.response.status).toBe(403);
    expect(refused.test.engine.calls.embed).toEqual([]);
    const allowed = await send({ 'x-gaia-scope': 'owner' }, '/v1/retrieve', body);
    expect(allowed.answer).toHaveProperty('passages');
  });
});

describe('localAccess', () => {
  it('refuses to be open where others can reach it', () => {
    for (const host of ['0.0.0.0', '192.168.1.5', '::']) {
      expect(() => localAccess({ host, apiKey: undefined })).toThrow(/GAIA_NODE_API_KEY/);
    }
    expect(localAccess({ host: '127.0.0.1', apiKey: undefined }).apiKey).toBeNull();
  });

  it('lets the key guard where there is one: the names a machine is reached by are not known here', () => {
    expect(localAccess({ host: '0.0.0.0', apiKey: 'k' })).toEqual({ hosts: null, apiKey: 'k' });
  });
});
