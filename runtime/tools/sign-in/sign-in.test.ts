import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ControlStartSignInResult } from '#protocol/control/tool-sign-in.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { type SignInGrant, signInPendingSchema } from '#protocol/tools/sign-in.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { toSealingKey } from '#runtime/identity/open-sealing-key.ts';
import { openRemoteParts } from '#runtime/tools/open-remote-parts.ts';
import { openToolExecutor } from '#runtime/tools/open-tool-executor.ts';
import { toolAgent } from '#runtime/tools/testing/open-tool-bench.ts';
import { type SignInTestOptions, type SignInTestServer, serveSignIn } from '#runtime/tools/testing/serve-sign-in.ts';
import { openTestWeb } from '#runtime/web/testing/open-test-web.ts';
import { serveHttps } from '#runtime/web/testing/serve-https.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { openGrantBook } from './open-grant-book.ts';
import { startSignIn } from './start-sign-in.ts';

const { signal } = new AbortController();
const redirectUri = 'http://127.0.0.1:3000/tools/sign-in';
const replySecret = newSealingSecret();
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A node that may call the server, with a folder of its own and a clock that the test moves. */
async function open(options: SignInTestOptions = {}) {
  const server = await serveSignIn(options);
  closing.push(() => server.close());
  const home = mkdtempSync(path.join(tmpdir(), 'gaianet-sign-in-'));
  closing.push(() => rmSync(home, { recursive: true }));
  const web = openTestWeb([], {
    policy: { privateHosts: [server.host], certificateFiles: [server.certificateFile] },
  });
  closing.push(() => web.close());
  let nowMs = Date.now();
  const sealing = toSealingKey(new Uint8Array(32).fill(5));
  const start = () => {
    const services = openRemoteParts({ web, book: openGrantBook({ home, sealing }), clock: () => new Date(nowMs) });
    closing.push(() => services.mcp.close());
    return { services, executor: openToolExecutor({ services, plugins: null }) };
  };
  return {
    ...{ server, web, home, start },
    pass: (seconds: number) => {
      nowMs += seconds * 1_000;
    },
    begin: (changes: Partial<Parameters<typeof startSignIn>[1]> = {}) =>
      startSignIn(
        web,
        {
          ...{ url: server.url, redirectUri, state: 's'.repeat(43), scope: '', clientId: null, clientSecret: null },
          ...{ replyKey: sealingKeyOf(replySecret), ...changes },
        },
        signal,
      ),
    finish: (begun: ControlStartSignInResult, answer: URL, changes: { issuer?: string; code?: string } = {}) =>
      finishSignIn(
        { stream: web.stream, clock: () => new Date(nowMs) },
        {
          pending: pendingOf(begun),
          code: changes.code ?? answer.searchParams.get('code') ?? '',
          issuer: changes.issuer ?? answer.searchParams.get('iss'),
        },
        signal,
      ),
  };
}

function started(begun: ControlStartSignInResult) {
  if (begun.kind !== 'started') throw new Error('No sign-in was started.');
  return begun;
}
function pendingOf(begun: ControlStartSignInResult) {
  const sealed = started(begun).pending;
  return signInPendingSchema.parse(JSON.parse(openSecret({ secretKey: replySecret, slot: 'pending', sealed })));
}
async function signIn(node: Awaited<ReturnType<typeof open>>): Promise<SignInGrant> {
  const begun = started(await node.begin());
  return node.finish(begun, await node.server.visit(begun.authorizationUrl));
}
function callOf(server: SignInTestServer, grant: SignInGrant) {
  const tool = toolDefinitionSchema.parse({
    ...{ name: 'remote', description: 'Remote.', parameters: { type: 'object' }, timeoutMs: 5_000 },
    target: { kind: 'mcp', url: server.url, remoteName: 'add', auth: { kind: 'sign-in', secret: 'mine' } },
  });
  const agent = toolAgent([tool], { mine: JSON.stringify(grant) });
  return { agent, name: 'remote', arguments: { a: 1, b: 2 }, metadata: {}, callerId: 'test', signal };
}

describe('signing in to an MCP server', () => {
  it('is found, registered for and asked for with PKCE, and its tokens open the tools', async () => {
    const node = await open();
    const begun = started(await node.begin());
    const asked = new URL(begun.authorizationUrl).searchParams;
    expect(begun.host).toBe(node.server.host);
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', redirect_uri: redirectUri },
      ...{ scope: 'tools.read offline_access', resource: node.server.url, state: 's'.repeat(43) },
    });
    expect([...node.server.clients.values()]).toEqual([{ redirectUris: [redirectUri], secret: null }]);
    const grant = await node.finish(begun, await node.server.visit(begun.authorizationUrl));
    expect(node.server.asked[0]?.fields.get('resource')).toBe(node.server.url);
    const { executor } = node.start();
    expect(await executor.call(callOf(node.server, grant))).toEqual({ isError: false, content: '3', feedBack: true });
  });

  it('takes a client that was made by hand, with its secret, where none is registered', async () => {
    const node = await open({ registers: false });
    expect(await node.begin()).toEqual({ kind: 'client-needed', host: node.server.host });
    node.server.clients.set('by hand', { redirectUris: [redirectUri], secret: 'its secret' });
    const begun = started(await node.begin({ clientId: 'by hand', clientSecret: 'its secret' }));
    const answer = await node.server.visit(begun.authorizationUrl);
    expect(await node.finish(begun, answer)).toMatchObject({ client: { client_secret: 'its secret' } });
    const wrong = started(await node.begin({ clientId: 'by hand', clientSecret: 'another' }));
    await expect(node.finish(wrong, await node.server.visit(wrong.authorizationUrl))).rejects.toThrow(
      `${node.server.host} gave no tokens (invalid_client)`,
    );
  });

  it('refuses a code that was used, one of another sign-in, and an answer in the name of another service', async () => {
    const node = await open();
    const begun = started(await node.begin());
    const answer = await node.server.visit(begun.authorizationUrl);
    await expect(node.finish(begun, answer, { issuer: 'https://evil.example' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(node.server.asked).toEqual([]);
    await node.finish(begun, answer);
    await expect(node.finish(begun, answer)).rejects.toThrow(/invalid_grant/);
    const other = started(await node.begin());
    const theirs = await node.server.visit(started(await node.begin()).authorizationUrl);
    const code = theirs.searchParams.get('code') ?? '';
    await expect(node.finish(other, theirs, { code })).rejects.toThrow(/invalid_grant/);
  });
});

describe('the tokens of a sign-in', () => {
  it('are fetched anew when they expire, once for all who wait, and stay good after a restart of the node', async () => {
    const node = await open({ goodSeconds: 600 });
    const grant = await signIn(node);
    const call = callOf(node.server, grant);
    const before = node.start();
    node.pass(580);
    const answers = await Promise.all([1, 2, 3].map(() => before.executor.call(call)));
    expect(answers.map(({ content }) => content)).toEqual(['3', '3', '3']);
    const refreshes = () => node.server.asked.filter(({ fields }) => fields.get('grant_type') === 'refresh_token');
    expect(refreshes()).toHaveLength(1);
    expect(refreshes()[0]?.fields.get('resource')).toBe(node.server.url);
    node.pass(600);
    // The refresh token that was delivered is spent by now: only what the node kept is good.
    expect(await node.start().executor.call(call)).toMatchObject({ isError: false, content: '3' });
    expect(refreshes()).toHaveLength(2);
    const kept = readFileSync(path.join(node.home, 'tool-grants.json'), 'utf8');
    expect(kept).toContain(grant.grantId);
    expect(kept).not.toContain(grant.client.client_id);
  });

  it('are fetched anew when the server refuses them before their time', async () => {
    const node = await open();
    const call = callOf(node.server, await signIn(node));
    const { executor } = node.start();
    expect(await executor.call(call)).toMatchObject({ content: '3' });
    node.server.withdraw();
    expect(await executor.call(call)).toMatchObject({ isError: false, content: '3' });
  });

  it('that can be fetched no more say where to sign in again, without a word of them', async () => {
    const node = await open({ goodSeconds: 60 });
    const grant = await signIn(node);
    const { executor } = node.start();
    node.pass(60);
    const spent = await executor.call(callOf(node.server, { ...grant, refreshToken: 'spent-refresh-token' }));
    expect(spent).toMatchObject({ isError: true, content: expect.stringContaining('(invalid_grant); sign in again') });
    expect(spent.content).not.toContain('spent-refresh-token');
    const without = await executor.call(callOf(node.server, { ...grant, refreshToken: null }));
    expect(without.content).toContain(`The sign-in at ${node.server.host} has ended; sign in at the tool`);
  });
});

describe('a hostile server', () => {
  it.each([
    ['a page that is no https address', { authorization_endpoint: 'http://127.0.0.1/authorize' }],
    ['a token address that is no https address', { token_endpoint: 'http://127.0.0.1/token' }],
    ['a page with a password in its address', { authorization_endpoint: 'https://a:b@example.org/authorize' }],
  ])('is not followed to %s', async (_, metadata) => {
    const node = await open({ metadata: () => metadata });
    await expect(node.begin()).rejects.toMatchObject({ code: 'forbidden' });
    expect(node.server.clients.size).toBe(0);
  });

  it.each([
    ['runs script instead of a page', { authorization_endpoint: 'javascript:alert(1)' }],
    ['takes no PKCE', { code_challenge_methods_supported: ['plain'] }],
    ['says nothing of PKCE', { code_challenge_methods_supported: undefined }],
    ['speaks in the name of another', { issuer: 'https://accounts.example.org' }],
    ['gives no codes', { response_types_supported: ['token'] }],
  ])('that %s is refused', async (_, metadata) => {
    const node = await open({ metadata: () => metadata });
    await expect(node.begin()).rejects.toMatchObject({ code: expect.stringMatching(/upstream_failed|forbidden/) });
  });

  it.each([
    ['its description', { authorization_servers: ['https://169.254.169.254'] }, {}],
    ['registration', {}, { registration_endpoint: 'https://10.0.0.1/register' }],
  ])('does not make the node call private addresses for %s', async (_, resource, metadata) => {
    const node = await open({ resource: () => resource, metadata: () => metadata });
    await expect(node.begin()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('does not make the node send the code to a private address, nor where its token address redirects to', async () => {
    const inside = await open({ metadata: () => ({ token_endpoint: 'https://192.168.0.1/token' }) });
    await expect(signIn(inside)).rejects.toMatchObject({ code: 'forbidden' });
    const thief = await serveHttps((_request, response) => response.end('{}'));
    closing.push(() => thief.close());
    const location = `${thief.url}/token`;
    const node = await open({ token: () => new Response(null, { status: 307, headers: { location } }) });
    await expect(signIn(node)).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|upstream_failed/) });
    expect(thief.seen).toEqual([]);
  });

  it('that names another server as its own gets no client and no code', async () => {
    const node = await open({ resource: () => ({ resource: 'https://bank.example.org/mcp' }) });
    await expect(node.begin()).rejects.toThrow(/names another server as the one to sign in to/);
    expect(node.server.clients.size).toBe(0);
  });
});
