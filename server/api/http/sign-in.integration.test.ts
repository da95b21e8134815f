import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSignInLink } from '#server/accounts/create-sign-in-link.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { answerTrpc } from './answer-trpc.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

const studio = 'http://127.0.0.1:3000';
const kept = globalThis as typeof globalThis & { gaianetDeps?: unknown };
let deps: TestDeps;
let ada: string;

beforeAll(async () => {
  deps = await openTestDeps();
  kept.gaianetDeps = deps;
});
afterAll(async () => {
  delete kept.gaianetDeps;
  await deps.close();
});
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
});

async function newToken(): Promise<string> {
  const { url } = await createSignInLink(deps, { accountId: ada });
  return new URL(url).searchParams.get('token') ?? '';
}
function post(token: string, headers: Record<string, string> = { origin: studio }): Promise<Response> {
  return signIn(
    new Request(`${studio}/api/sign-in`, { method: 'POST', headers, body: new URLSearchParams({ token }) }),
  );
}
async function newCookie(): Promise<string> {
  const cookie = (await post(await newToken())).headers.get('set-cookie') ?? '';
  return cookie.split(';')[0] ?? '';
}
interface TrpcAnswer {
  result?: { data: { json: unknown } };
  error?: { json: { message: string; data: Record<string, unknown> } };
}
async function call(path: string, input: { body?: unknown; headers?: Record<string, string> } = {}) {
  const { body, headers = {} } = input;
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify({ json: body }) };
  const type = { 'content-type': 'application/json' };
  const response = await answerTrpc(
    new Request(`${studio}/api/trpc/${path}`, { ...init, headers: { ...type, ...headers } }),
  );
  const text = await response.text();
  return { status: response.status, text, answer: JSON.parse(text) as TrpcAnswer };
}

describe('signing in', () => {
  test('sets a cookie that pages cannot read, and goes to the home page', async () => {
    const response = await post(await newToken());
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toMatch(
      /^gaia-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
  });

  test('with a used, unknown or senseless link returns to the page with the code, and no cookie', async () => {
    const token = await newToken();
    await post(token);
    for (const [given, code] of [
      [token, 'already_used'],
      ['x'.repeat(43), 'not_found'],
      ['', 'invalid_input'],
    ] as const) {
      const response = await post(given);
      expect(response.headers.get('location')).toBe(`/sign-in?error=${code}`);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  test("from another site's page is refused and leaves the link good", async () => {
    const token = await newToken();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await post(token, headers as Record<string, string>)).headers.get('location')).toBe(
        '/sign-in?error=forbidden',
      );
    }
    expect((await post(token, { origin: 'http://localhost:3000' })).headers.get('location')).toBe('/');
  });

  test('out ends the session and clears the cookie, but not for another site', async () => {
    const cookie = await newCookie();
    const leave = (origin: string) =>
      signOut(new Request(`${studio}/api/sign-out`, { method: 'POST', headers: { cookie, origin } }));
    expect((await leave('https://evil.example')).status).toBe(403);
    expect((await call('account.me', { headers: { cookie } })).status).toBe(200);
    expect((await leave(studio)).headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await call('account.me', { headers: { cookie } })).status).toBe(401);
  });
});

describe('the studio API', () => {
  test('says who is signed in, and refuses nobody with a sentence', async () => {
    const cookie = await newCookie();
    const { answer } = await call('account.me', { headers: { cookie } });
    expect(answer.result?.data.json).toMatchObject({ id: ada, name: 'Ada' });
    const nobody = await call('account.me');
    expect(nobody.status).toBe(401);
    expect(nobody.answer.error?.json).toMatchObject({
      message: 'Sign in first: `npm run sign-in-link` prints a link.',
      data: { appCode: 'unauthenticated', code: 'UNAUTHORIZED' },
    });
  });

  test('marks the present session, and revokes another', async () => {
    const [cookie, other] = [await newCookie(), await newCookie()];
    const { answer } = await call('account.sessions', { headers: { cookie } });
    const sessions = answer.result?.data.json as { id: string; isCurrent: boolean }[];
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const sessionId = sessions.find(({ isCurrent }) => !isCurrent)?.id;
    await call('account.revokeSession', { body: { sessionId }, headers: { cookie, origin: studio } });
    expect((await call('account.me', { headers: { cookie: other } })).status).toBe(401);
    expect((await call('account.me', { headers: { cookie } })).status).toBe(200);
  });

  test("refuses changes from another site's page", async () => {
    const headers = { cookie: await newCookie(), origin: 'https://evil.example' };
    const { status } = await call('agent.create', { body: { name: 'x', modelId: 'y' }, headers });
    expect(status).toBe(403);
    expect(await deps.db.agent.count()).toBe(0);
  });

  test('names the field that is wrong', async () => {
    const headers = { cookie: await newCookie(), origin: studio };
    const { status, answer } = await call('agent.create', { body: { name: ' ', modelId: 'y' }, headers });
    expect(status).toBe(400);
    expect(answer.error?.json).toMatchObject({ data: { appCode: 'invalid_input', field: 'name' } });
    expect(answer.error?.json.message).toContain('Give it a name.');
  });

  test("tells an operation's sentence with its code", async () => {
    const headers = { cookie: await newCookie(), origin: studio };
    const body = { agentId: '01900000-0000-7000-8000-0000000000ff' };
    const { status, answer } = await call('agent.delete', { body, headers });
    expect(status).toBe(404);
    expect(answer.error?.json).toMatchObject({
      message: 'No agent of yours has this id; it may have been deleted.',
      data: { appCode: 'not_found', path: 'agent.delete' },
    });
  });

  test('never tells its inside, whatever breaks', async () => {
    const headers = { cookie: await newCookie(), origin: studio };
    const { id } = await createAgent(deps, { ownerId: ada, name: 'Guide', modelId: 'smollm2-135m-instruct' });
    await deps.db.$executeRaw`UPDATE "Agent" SET draft = '{"secret": "inside"}'::jsonb`;
    const { status, text, answer } = await call('agent.publish', { body: { agentId: id }, headers });
    expect(status).toBe(500);
    expect(answer.error?.json.message).toBe('Something went wrong on our side; try again.');
    expect(text).not.toMatch(/stack|prisma|node_modules|secret|\.ts/i);
    const broken = await answerTrpc(
      new Request(`${studio}/api/trpc/agent.publish`, {
        method: 'POST',
        body: '{"json"',
        headers: { ...headers, 'content-type': 'application/json' },
      }),
    );
    expect(await broken.text()).not.toMatch(/stack|node_modules|\.ts\b/);
  });

  test('an unknown procedure is not found', async () => {
    const { status, answer } = await call('agent.fly');
    expect(status).toBe(404);
    expect(answer.error?.json.data).toMatchObject({ appCode: 'not_found' });
  });
});
