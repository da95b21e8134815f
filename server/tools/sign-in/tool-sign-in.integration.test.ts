import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { openTestNode, type TestNode } from '#runtime/testing/open-test-node.ts';
import { type SignInTestOptions, type SignInTestServer, serveSignIn } from '#runtime/tools/testing/serve-sign-in.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { callTool } from '#server/tools/call-tool.ts';
import { findImportable } from '#server/tools/find-importable.ts';
import { listToolSecrets } from '#server/tools/list-tool-secrets.ts';
import { finishToolSignIn } from './finish-tool-sign-in.ts';
import { startToolSignIn } from './start-tool-sign-in.ts';

const { signal } = new AbortController();
const options: SignInTestOptions = {};
let server: SignInTestServer;
let node: TestNode;
let deps: TestDeps;
let ada: string;
let bob: string;
const between: { sent: string[] } = { sent: [] };

const nodes: NodeClient = {
  async request(_address, { method, path, body }) {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const answer = await node.control(method, path, JSON.parse(text));
    const said = await answer.text();
    between.sent.push(text, said);
    return new Response(said, answer);
  },
};

beforeAll(async () => {
  server = await serveSignIn(options);
  node = await openTestNode({
    policy: { privateHosts: [server.host], certificateFiles: [server.certificateFile] },
  });
  deps = await openTestDeps({ nodes });
}, 60_000);
afterAll(async () => {
  await deps.close();
  await node.close();
  await server.close();
});
beforeEach(async () => {
  await deps.database.clear();
  between.sent.length = 0;
  ada = await newOwner('Ada');
  bob = await newOwner('Bob');
});
afterEach(() => {
  Object.assign(options, { isDenied: false, registers: true });
});

async function newOwner(name: string): Promise<string> {
  const { id: ownerId } = await deps.newAccount(name);
  const id = await addNode(deps, ownerId);
  await deps.db.node.update({ where: { id }, data: { status: { sealingKey: node.sealingKey } } });
  return ownerId;
}
const start = async (changes: Partial<Parameters<typeof startToolSignIn>[1]> = {}) => {
  const input = { ownerId: ada, url: server.url, slot: 'mine', scope: '', client: null, toolId: null, signal };
  const begun = await startToolSignIn(deps, { ...input, ...changes });
  if (begun.kind !== 'started') throw new Error('No sign-in was started.');
  return begun.authorizationUrl;
};
const finish = ({ searchParams }: URL, changes: Partial<Parameters<typeof finishToolSignIn>[1]> = {}) =>
  finishToolSignIn(deps, {
    ...{ ownerId: ada, state: searchParams.get('state') ?? '', code: searchParams.get('code'), signal },
    ...{ issuer: searchParams.get('iss'), error: searchParams.get('error') },
    ...changes,
  });
const auth = { kind: 'sign-in' as const, secret: 'mine' };
const add = (): ToolDefinition =>
  toolDefinitionSchema.parse({
    ...{ name: 'add', description: '', parameters: { type: 'object' } },
    target: { kind: 'mcp', url: server.url, remoteName: 'add', auth },
  });

test('a sign-in with a browser opens the tools of a server, and no token is ever seen between studio and node', async () => {
  const answer = await server.visit(await start());
  expect(answer.href.startsWith(`${deps.origins.studio}/tools/sign-in?`)).toBe(true);
  expect(await finish(answer)).toEqual({ slot: 'mine', url: server.url, host: server.host, toolId: null });
  expect(await listToolSecrets(deps, { ownerId: ada })).toMatchObject([{ slot: 'mine' }]);
  const found = await findImportable(deps, { ownerId: ada, source: { kind: 'mcp', url: server.url, auth }, signal });
  expect(found.operations.map(({ operation }) => operation)).toContain('add');
  const given = { definition: add(), arguments: { a: 20, b: 22 }, metadata: {} };
  expect(await callTool(deps, { ownerId: ada, ...given, signal })).toMatchObject({ isError: false, content: '42' });

  const stored = JSON.stringify(await deps.db.secret.findMany());
  const tokens = server.asked.flatMap(({ fields }) => [fields.get('code'), fields.get('code_verifier')]);
  const shown = server.seen.flatMap((headers) => headers.get('authorization')?.replace(/^Bearer /, '') ?? []);
  expect(shown.length).toBeGreaterThan(0);
  for (const secret of [...tokens, ...shown].flatMap((one) => one ?? [])) {
    expect(between.sent.join()).not.toContain(secret);
    expect(stored).not.toContain(secret);
  }
});

test('a state is good once, for the account that began and for ten minutes', async () => {
  const first = await server.visit(await start());
  await expect(finish(first, { state: 'x'.repeat(43) })).rejects.toMatchObject({ code: 'not_found' });
  await expect(finish(first, { ownerId: bob })).rejects.toMatchObject({ code: 'not_found' });
  const both = await Promise.allSettled([finish(first), finish(first)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(finish(first)).rejects.toMatchObject({ code: 'not_found' });

  const late = await server.visit(await start());
  deps.advance(10 * 60_000 + 1);
  await expect(finish(late)).rejects.toMatchObject({ code: 'gone' });
  await expect(finish(late)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listToolSecrets(deps, { ownerId: bob })).toEqual([]);
});

test('a code of another sign-in, and an answer of another service, give nothing and end the sign-in', async () => {
  const [mine, theirs] = [await server.visit(await start()), await server.visit(await start({ ownerId: bob }))];
  await expect(finish(mine, { code: theirs.searchParams.get('code') })).rejects.toMatchObject({
    message: expect.stringContaining('(invalid_grant)'),
  });
  await expect(finish(mine)).rejects.toMatchObject({ code: 'not_found' });
  const mixed = await server.visit(await start());
  await expect(finish(mixed, { issuer: 'https://evil.example' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listToolSecrets(deps, { ownerId: ada })).toEqual([]);
});

test('a person who says no is told that nothing is kept, whatever the page wrote into the answer', async () => {
  options.isDenied = true;
  const answer = await server.visit(await start());
  await expect(finish(answer)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('(access_denied)'),
  });
  const forged = await server.visit(await start());
  await expect(finish(forged, { error: 'Call 0900 123 to go on' })).rejects.toThrow(/\(no reason given\)/);
  expect(await deps.db.secret.count({ where: { kind: { not: 'account-key' } } })).toBe(0);
});

test('a service that registers nobody is told where a client made by hand sends people back to', async () => {
  options.registers = false;
  const input = { ownerId: ada, url: server.url, slot: 'mine', scope: '', toolId: null, signal };
  const redirectUri = `${deps.origins.studio}/tools/sign-in`;
  expect(await startToolSignIn(deps, { ...input, client: null })).toEqual({
    ...{ kind: 'client-needed', host: server.host, redirectUri },
  });
  server.clients.set('by hand', { redirectUris: [redirectUri], secret: 'a client secret' });
  const answer = await server.visit(await start({ client: { id: 'by hand', secret: 'a client secret' } }));
  expect(await finish(answer)).toMatchObject({ slot: 'mine' });
  expect(between.sent.join()).not.toContain('a client secret');
});

test('an address inside the network is not asked, and the answer says why', async () => {
  await expect(start({ url: 'https://10.1.2.3/mcp' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(start({ url: 'https://169.254.169.254/mcp' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await deps.db.secret.count({ where: { kind: 'tool-sign-in' } })).toBe(0);
});
