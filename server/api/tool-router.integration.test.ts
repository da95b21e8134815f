import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { openSecret } from '#protocol/secrets/seal-secret.ts';
import { newSealingSecret, sealingKeyOf } from '#protocol/secrets/sealing-keys.ts';
import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openToolDeps, type ToolDeps, weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import type { ApiContext } from './context.ts';
import { toolRouter } from './tool-router.ts';
import { createCallerFactory } from './trpc.ts';

let deps: ToolDeps;
let ada: { id: string; name: string; keyAddress: string };
let nodeId: string;

beforeAll(async () => {
  deps = await openToolDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.restart();
  ada = await deps.newAccount('Ada');
  nodeId = await addNode(deps, ada.id);
});

function callerOf(account: { id: string; name: string; keyAddress: string } | null) {
  const context = { deps, account, sessionId: null, headers: new Headers() };
  return createCallerFactory(toolRouter)(context as unknown as ApiContext);
}

test('a tool is created, changed, published as a signed bundle, and deleted', async () => {
  const caller = callerOf(ada);
  const toolId = await deps.addTool(ada.id);
  await caller.update({
    toolId,
    name: 'Rain',
    description: 'For people',
    definition: { ...weatherTool(), retries: 3 },
  });
  expect(await caller.list()).toMatchObject([
    {
      name: 'Rain',
      functionName: 'get_weather',
      kind: 'http',
      host: 'api.example.org',
      newestVersion: null,
      score: null,
    },
  ]);
  const first = await caller.publish({ toolId, note: 'first' });
  const bundle = await findOwnBundle(deps, { ownerId: ada.id, versionId: first.versionId });
  const { manifest } = await readBundle(deps.blobs.read(bundle.sha256));
  expect(manifest).toMatchObject({ kind: 'tool', name: 'Rain', creator: ada.keyAddress, tool: { retries: 3 } });
  expect(await caller.versions({ toolId })).toMatchObject([{ number: 1, note: 'first', definition: { retries: 3 } }]);
  await caller.delete({ toolId });
  expect(await caller.list()).toEqual([]);
});

test('a definition that cannot be called is refused with its field, and of several tools none is kept', async () => {
  const broken = { ...weatherTool('b'), target: { ...weatherTool().target, url: 'https://api.example.org/{town}' } };
  const tools = [
    { name: 'A', definition: weatherTool('a') },
    { name: 'B', definition: toolDefinitionSchema.parse(broken) },
  ];
  await expect(callerOf(ada).create({ tools })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('{town}'),
    cause: { param: 'definition.target.url' },
  });
  expect(await callerOf(ada).list()).toEqual([]);
});

test("nobody signed in, and somebody else's tools", async () => {
  const toolId = await deps.addTool(ada.id);
  await expect(callerOf(null).list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  const bob = callerOf(await deps.newAccount('Bob'));
  const calls = [
    bob.get({ toolId }),
    bob.update({ toolId, name: 'x', description: '', definition: weatherTool() }),
    bob.publish({ toolId }),
    bob.versions({ toolId }),
    bob.delete({ toolId }),
    bob.readiness.savePrompts({ toolId, prompts: null }),
    bob.readiness.start({ toolIds: [toolId], modelId: 'smollm2-135m-instruct' }),
  ];
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
  expect(await bob.list()).toEqual([]);
});

test('secrets are kept encrypted, listed by name only, replaced and forgotten; another account has its own', async () => {
  const caller = callerOf(ada);
  await caller.secrets.set({ slot: 'weather_token', value: 'first' });
  await caller.secrets.set({ slot: 'weather_token', value: 's3cr3t' });
  const listed = await caller.secrets.list();
  expect(listed).toEqual([{ slot: 'weather_token', setAt: expect.any(Date) }]);
  const rows = await deps.db.secret.findMany({ where: { kind: 'tool' } });
  expect(rows).toHaveLength(1);
  expect(JSON.stringify([rows, listed])).not.toContain('s3cr3t');
  const bob = callerOf(await deps.newAccount('Bob'));
  expect(await bob.secrets.list()).toEqual([]);
  await expect(bob.secrets.delete({ slot: 'weather_token' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await caller.secrets.delete({ slot: 'weather_token' });
  expect(await caller.secrets.list()).toEqual([]);
  await expect(caller.secrets.set({ slot: '__proto__', value: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a test call goes to the node with the secret sealed to it', async () => {
  const result = { isError: false, status: 200, content: 'rain', raw: '{"text":"rain"}', ms: 12 };
  deps.node.answer = () => Response.json(result);
  const input = { definition: weatherTool(), arguments: { city: 'Bern' } };
  expect(await callerOf(ada).tryCall(input)).toEqual(result);
  expect(deps.node.asked[0]).toMatchObject({
    path: '/control/tools/call',
    body: { arguments: { city: 'Bern' }, secrets: {} },
  });

  await callerOf(ada).secrets.set({ slot: 'weather_token', value: 's3cr3t' });
  await expect(callerOf(ada).tryCall(input)).rejects.toMatchObject({ code: 'CONFLICT' });
  const secretKey = newSealingSecret();
  const status = { ...exampleNodeStatus(`0x${'1'.repeat(40)}`), policy: {}, sealingKey: sealingKeyOf(secretKey) };
  await deps.db.node.update({ where: { id: nodeId }, data: { status } });
  await callerOf(ada).tryCall(input);
  const sealed = String(Object(deps.node.asked.at(-1)?.body.secrets).weather_token);
  expect(sealed).not.toContain('s3cr3t');
  expect(openSecret({ secretKey, slot: 'weather_token', sealed })).toBe('s3cr3t');
});

test('without a connected node a call says so', async () => {
  await deps.db.node.updateMany({ data: { gatewayId: null } });
  await expect(callerOf(ada).tryCall({ definition: weatherTool(), arguments: {} })).rejects.toMatchObject({
    cause: { code: 'node_offline' },
  });
});

test('imports come from text, from an address that the node fetches, and from an MCP server', async () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Bees' },
    servers: [{ url: '/v1' }],
    paths: { '/x': { get: {} } },
  };
  const caller = callerOf(ada);
  const text = JSON.stringify(document);
  const pasted = await caller.findImportable({ source: { kind: 'text', text } });
  expect(pasted.operations).toMatchObject([
    { operation: 'GET /x', skipReason: expect.stringContaining('whole address') },
  ]);

  const url = 'https://bees.example.org/openapi.json';
  deps.node.answer = () => Response.json({ status: 200, contentType: 'application/json', text, url });
  const fetched = await caller.findImportable({ source: { kind: 'address', url } });
  expect(fetched.operations[0]?.definition?.target).toMatchObject({ url: 'https://bees.example.org/v1/x' });
  deps.node.answer = () => Response.json({ status: 404, contentType: 'text/html', text: '', url });
  await expect(caller.findImportable({ source: { kind: 'address', url } })).rejects.toThrow(/status 404/);

  const tools = [{ name: 'dance', description: 'Dances.', parameters: { type: 'object', properties: {} } }];
  deps.node.answer = () => Response.json({ server: { name: 'Bee MCP', version: '1' }, tools });
  const listed = await caller.findImportable({ source: { kind: 'mcp', url: 'https://mcp.example.org/' } });
  expect(listed).toMatchObject({ title: 'Bee MCP', operations: [{ operation: 'dance', skipReason: null }] });
  expect(deps.node.asked.map(({ path }) => path)).toEqual([
    '/control/tools/fetch-text',
    '/control/tools/fetch-text',
    '/control/tools/list-mcp',
  ]);
  await expect(caller.findImportable({ source: { kind: 'address', url: 'http://x.org' } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
