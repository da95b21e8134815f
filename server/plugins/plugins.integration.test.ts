import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { mountPlugins } from '#runtime/http/control/mount-plugins.ts';
import { errorResponse } from '#runtime/http/error-response.ts';
import type { NodeEnv } from '#runtime/http/node-parts.ts';
import { openPluginRunner } from '#runtime/plugins/open-plugin-runner.ts';
import { testPlugin } from '#runtime/plugins/testing/open-plugin-bench.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import { updateAgent } from '#server/agents/update-agent.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import type { NodeClient } from '#server/deps-type.ts';
import { addNode } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { createPlugin } from './create-plugin.ts';
import { deletePlugin } from './delete-plugin.ts';
import { findOwnPlugin } from './find-own-plugin.ts';
import { listPluginVersions } from './list-plugin-versions.ts';
import { listPlugins } from './list-plugins.ts';
import { pluginTemplates } from './plugin-templates.ts';
import { publishPlugin } from './publish-plugin.ts';
import { tryPlugin } from './try-plugin.ts';
import { updatePlugin } from './update-plugin.ts';

const plugins = openPluginRunner();
const asked: { address: string; path: string; headers: Headers }[] = [];
const nodes: NodeClient = {
  async request(address, { method, path, headers, body }) {
    asked.push({ address, path, headers: new Headers(headers) });
    return nodeApp().request(path, { method, body: body instanceof Uint8Array ? Buffer.from(body) : (body ?? null) });
  },
};

let deps: TestDeps;
let ada: { id: string; keyAddress: string };
let bob: string;
let pluginId: string;
const definition = testPlugin('export default () => 1', { capabilities: { fetchHosts: ['api.example.org'] } });

beforeAll(async () => {
  deps = await openTestDeps({ nodes });
});
afterAll(async () => {
  await plugins.close();
  await deps.close();
});
beforeEach(async () => {
  await deps.database.clear();
  asked.length = 0;
  ada = await deps.newAccount('Ada');
  bob = (await deps.newAccount('Bob')).id;
  pluginId = (await createPlugin(deps, { ownerId: ada.id, name: 'Rates', definition })).id;
});
const mine = () => ({ ownerId: ada.id, pluginId });

/** The endpoint of a real node, with the real sandbox behind it. */
function nodeApp() {
  const app = new Hono<NodeEnv>();
  const means = {
    web: () => Promise.reject(new Error('no web in this test')),
    webSearch: async () => [],
    stores: () => ({ get: () => null, set: () => undefined }),
  };
  mountPlugins(app, { plugins: { runner: plugins, means } });
  app.onError((cause) => errorResponse(cause));
  return app;
}

test('a published plugin is a bundle signed by its owner with source and capabilities, which later drafts leave alone', async () => {
  const first = await publishPlugin(deps, { ...mine(), note: 'first' });
  const changed = { ...definition, description: 'Better', source: 'export default () => 2' };
  await updatePlugin(deps, { ...mine(), name: 'Better rates', definition: changed });
  const second = await publishPlugin(deps, { ...mine(), note: '' });
  expect([first.number, second.number]).toEqual([1, 2]);

  const bundle = await findOwnBundle(deps, { ownerId: ada.id, versionId: first.versionId });
  const { manifest, contentRoot } = await readBundle(deps.blobs.read(bundle.sha256));
  expect(manifest).toMatchObject({ kind: 'plugin', name: 'Rates', version: 1, creator: ada.keyAddress });
  expect(manifest.plugin).toEqual(definition);
  const versions = await listPluginVersions(deps, mine());
  expect(versions.map((one) => [one.number, one.definition?.source])).toEqual([
    [2, 'export default () => 2'],
    [1, 'export default () => 1'],
  ]);
  expect(versions[1]?.contentRoot).toBe(contentRoot);
  const [row] = await listPlugins(deps, { ownerId: ada.id });
  expect(row).toMatchObject({ name: 'Better rates', newestVersion: 2, kind: 'tool', functionName: 'tried' });
});

test('a plugin that an agent uses stays; otherwise it goes with its versions and bundles', async () => {
  const { versionId } = await publishPlugin(deps, { ...mine(), note: '' });
  const bundle = await findOwnBundle(deps, { ownerId: ada.id, versionId });
  const agent = await createAgent(deps, { ownerId: ada.id, name: 'Guide', modelId: 'smollm2-135m-instruct' });
  const own = { ownerId: ada.id, agentId: agent.id, name: 'Guide', description: '' };
  const { draft } = await findOwnAgent(deps, own);
  const using = { ...draft, plugins: [{ componentId: pluginId, versionId: null }] };
  await updateAgent(deps, { ...own, draft: using });
  await expect(deletePlugin(deps, mine())).rejects.toMatchObject({
    code: 'conflict',
    message: '"Rates" is used by "Guide"; take it out there first.',
  });
  await updateAgent(deps, { ...own, draft });
  await deletePlugin(deps, mine());
  expect(await listPlugins(deps, { ownerId: ada.id })).toEqual([]);
  expect(await deps.blobs.has(bundle.sha256)).toBe(false);
});

test("somebody else's plugin is not found, whatever is asked of it", async () => {
  const theirs = { ownerId: bob, pluginId };
  const calls = [
    findOwnPlugin(deps, theirs),
    updatePlugin(deps, { ...theirs, name: 'x', definition }),
    publishPlugin(deps, { ...theirs, note: '' }),
    listPluginVersions(deps, theirs),
    deletePlugin(deps, theirs),
  ];
  for (const call of await Promise.allSettled(calls)) {
    expect(call).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  }
  expect(await findOwnPlugin(deps, mine())).toMatchObject({ name: 'Rates', definition });
});

test('a trial runs on a connected node of the owner, by a signed request, and gives value, log and cost', async () => {
  const nodeId = await addNode(deps, ada.id);
  await addNode(deps, bob);
  const { address } = await deps.db.node.findUniqueOrThrow({ where: { id: nodeId } });
  const source = `export default ({ n }: { n: number }) => { gaia.log('n is', n); return n * 2; }`;
  const tried = testPlugin(source, { definition: { timeoutMs: 10_000 } });
  const outcome = await tryPlugin(deps, {
    ownerId: ada.id,
    run: { definition: tried, input: { n: 21 }, passages: [] },
  });
  expect(outcome).toMatchObject({ value: 42, error: null, log: ['n is 21'] });
  expect(asked).toMatchObject([{ address, path: '/control/plugins/run' }]);
  expect([...(asked[0]?.headers.keys() ?? [])].join()).toContain('signature');

  const broken = testPlugin('export default () => x.y', { definition: { timeoutMs: 10_000 } });
  const failed = await tryPlugin(deps, { ownerId: ada.id, run: { definition: broken, input: null, passages: [] } });
  expect(failed.error).toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('line 1') });
});

test('without a connected node a trial says what to do', async () => {
  await addNode(deps, bob);
  const run = { definition, input: null, passages: [] };
  await expect(tryPlugin(deps, { ownerId: ada.id, run })).rejects.toMatchObject({ code: 'node_offline' });
});

test('templates are the worked examples, word for word, and each runs in the sandbox with its sample', async () => {
  await addNode(deps, ada.id);
  for (const { id, definition: one, sample } of pluginTemplates) {
    const file = new URL(`../../protocol/plugin-api/examples/${id}.ts`, import.meta.url);
    expect(one.source).toBe(readFileSync(file, 'utf8'));
    const run = { definition: one, input: sample as never, passages: [] };
    const { value, error } = await tryPlugin(deps, { ownerId: ada.id, run });
    if (id === 'current-weather') expect(error?.message).toContain('gaia.fetch failed on the node.');
    else expect({ id, error, kind: typeof value }).toEqual({ id, error: null, kind: 'string' });
  }
});
