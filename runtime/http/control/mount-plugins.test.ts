import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlPluginOutcomeSchema } from '#protocol/control/plugin-run.ts';
import { errorResponse } from '#runtime/http/error-response.ts';
import type { NodeEnv } from '#runtime/http/node-parts.ts';
import { openPluginRunner } from '#runtime/plugins/open-plugin-runner.ts';
import { openPluginStores } from '#runtime/plugins/open-plugin-stores.ts';
import type { PluginRunner } from '#runtime/plugins/plugin-runner.ts';
import { testPlugin } from '#runtime/plugins/testing/open-plugin-bench.ts';
import { mountPlugins } from './mount-plugins.ts';

const home = mkdtempSync(join(tmpdir(), 'gaia-trial-'));
const app = new Hono<NodeEnv>();
let plugins: PluginRunner;
beforeAll(() => {
  plugins = openPluginRunner();
  const means = {
    web: () => Promise.reject(new Error('no web in this test')),
    webSearch: async (query: string) => [{ title: query, url: 'https://example.org', snippet: '' }],
    stores: openPluginStores(home),
  };
  mountPlugins(app, { plugins: { runner: plugins, means } });
  app.onError((cause) => errorResponse(cause));
});
afterAll(async () => {
  await plugins.close();
  rmSync(home, { recursive: true });
});

const post = (body: unknown) => app.request('/control/plugins/run', { method: 'POST', body: JSON.stringify(body) });
const trial = async (source: string, rest: object = {}, capabilities: object = {}) => {
  const definition = testPlugin(source, { definition: { timeoutMs: 5_000 }, capabilities });
  const response = await post({ definition, input: { n: 1 }, ...rest });
  expect(response.status).toBe(200);
  return controlPluginOutcomeSchema.parse(await response.json());
};

test('a trial answers with value, log and cost, on passages that came with it', { timeout: 20_000 }, async () => {
  const source = `export default async ({ n }) => { gaia.log('n', n); return (await gaia.searchKnowledge('x'))[0].text }`;
  const passages = [{ document: 'a.md', text: 'Open 9 to 5.' }];
  const outcome = await trial(source, { passages }, { knowledge: true });
  expect(outcome).toMatchObject({ value: 'Open 9 to 5.', error: null, log: ['n 1'], calls: { searchKnowledge: 1 } });
});

test('a failing trial is an answer, with what it logged', { timeout: 20_000 }, async () => {
  const outcome = await trial(`export default () => {\n  gaia.log('here');\n  throw new Error('no')\n}`);
  const message = 'Plugin "tried" failed: no (line 3).';
  expect(outcome).toMatchObject({ value: null, error: { code: 'upstream_failed', message }, log: ['here'] });
});

test('a wrong definition is refused with the field', { timeout: 20_000 }, async () => {
  const response = await post({ definition: { ...testPlugin('x'), timeoutMs: 1 }, input: null });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param: 'definition.timeoutMs' } });
});
