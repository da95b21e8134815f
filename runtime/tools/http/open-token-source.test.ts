import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openToolBench, type ToolBench } from '#runtime/tools/testing/open-tool-bench.ts';

let bench: ToolBench;
beforeAll(async () => {
  bench = await openToolBench();
});
afterEach(() => bench.clear());
afterAll(async () => await bench.close());

describe('OAuth 2.0 client credentials', () => {
  const granted = (token: string, seconds = 3_600) =>
    JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: seconds });
  const oauth = () => ({
    auth: { kind: 'oauth2', tokenUrl: `${bench.server.url}/token`, clientId: 'me', scope: 'read', secret: 'client' },
  });
  const secrets = { client: 'client-secret' };
  const tokens = () => bench.server.seen.filter(({ path }) => path === '/token');

  it('fetches a token once and uses it until it expires', async () => {
    bench.answer(({ path }, response) => response.end(path === '/token' ? granted('token-one', 120) : 'ok'));
    const tool = bench.tool(oauth());
    await bench.call(tool, { secrets });
    await bench.call(tool, { secrets });
    expect(tokens()).toMatchObject([
      {
        body: 'grant_type=client_credentials&scope=read',
        headers: { authorization: `Basic ${Buffer.from('me:client-secret').toString('base64')}` },
      },
    ]);
    expect(bench.server.seen.at(-1)?.headers.authorization).toBe('Bearer token-one');
  });

  it('asks for a new token when the service refuses the old, once', async () => {
    let issued = 0;
    bench.answer(({ path, headers }, response) => {
      issued += path === '/token' ? 1 : 0;
      if (path === '/token') response.end(granted(`fresh-${issued}`));
      else response.writeHead(headers.authorization === 'Bearer fresh-2' ? 200 : 401).end('seen');
    });
    const tool = bench.tool({ auth: { ...oauth().auth, scope: 'renew' } });
    expect(await bench.call(tool, { secrets })).toMatchObject({ isError: false, content: 'seen' });
    bench.clear();
    bench.answer(({ path }, response) => {
      if (path === '/token') response.end(granted('never-good'));
      else response.writeHead(401).end('never-good');
    });
    const refused = await bench.call(tool, { secrets });
    expect(refused).toMatchObject({ isError: true, content: expect.stringContaining('Check the secret "client"') });
    expect(refused.content).not.toContain('never-good');
    expect(tokens()).toHaveLength(1);
  });

  it('puts id and secret into the body for services that want them there, and says why there is no token', async () => {
    bench.answer(({ path, headers }, response) => {
      if (path !== '/token') response.end('ok');
      else if (headers.authorization) response.writeHead(401).end('{"error":"invalid_client"}');
      else response.end(granted('from-body'));
    });
    const tool = bench.tool({ auth: { ...oauth().auth, scope: 'body' } });
    expect(await bench.call(tool, { secrets })).toMatchObject({ isError: false });
    expect(tokens()[1]?.body).toBe('grant_type=client_credentials&scope=body&client_id=me&client_secret=client-secret');
    bench.answer((_request, response) =>
      response.writeHead(400).end('{"error":"invalid_scope","error_description":"client-secret may not"}'),
    );
    const wrong = await bench.call(bench.tool({ auth: { ...oauth().auth, scope: 'wrong' } }), { secrets });
    expect(wrong.content).toContain('gave no access token (status 400, invalid_scope)');
    expect(wrong.content).not.toContain('client-secret');
  });
});
