import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '#runtime/testing/open-test-app.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { type NodePlugins, openNodePlugins } from './open-node-plugins.ts';
import { testPlugin } from './testing/open-plugin-bench.ts';

const home = mkdtempSync(join(tmpdir(), 'gaia-plugins-'));
let plugins: NodePlugins;
let node: TestApp;
beforeAll(async () => {
  node = await openTestApp();
  const { engine, store } = node;
  const web = () => Promise.reject(new Error('no web in this test'));
  plugins = openNodePlugins({ home, engine, store, web, webSearch: undefined, allowsPython: false });
});
afterAll(async () => {
  await plugins.close();
  rmSync(home, { recursive: true });
});

const signal = new AbortController().signal;
const plugin = (kind: 'tool' | 'prompt-function' | 'prompt-chooser' | 'post-processor', source: string) =>
  testPlugin(source, {
    definition: { kind, name: kind.replace('-', '_'), timeoutMs: 10_000 },
    capabilities: { knowledge: true, webSearch: true, keyValue: true },
  });
function agentWith(...definitions: ReturnType<typeof plugin>[]) {
  const references = definitions.map((definition) => ({ component: { name: 'P', version: 1 }, definition }));
  const toolPolicy = { maxSteps: 4, maxCalls: 8, maxTokens: 2_048, javascript: true, python: true };
  return {
    ...{ manifest: testManifest({ plugins: references, toolPolicy }).manifest, collections: ['bundle-credits'] },
    secrets: {},
  };
}
const about = (agent: ReturnType<typeof agentWith>, name: string) => ({
  ...{ agent, plugin: name, question: 'What are credits?', language: 'en', knowledge: 'hit' as const },
  ...{ metadata: { plan: 'free' }, callerId: 'ada', signal },
});

test("a prompt function reads the agent's knowledge, and is told where there is no search service", {
  timeout: 20_000,
}, async () => {
  const reads = `export default async ({ question }) => (await gaia.searchKnowledge(question)).map((one) => one.document + ': ' + one.text).join()`;
  const asked = about(agentWith(plugin('prompt-function', reads)), 'prompt_function');
  const text = await plugins.runPromptFunction({ ...asked, arguments: [] });
  expect(text).toContain('credits.md: Credits are the unspent part of a deposit.');
  const searches = `export default () => gaia.webSearch('x')`;
  const without = about(agentWith(plugin('prompt-function', searches)), 'prompt_function');
  await expect(plugins.runPromptFunction({ ...without, arguments: [] })).rejects.toThrow(/No search service is set/);
  await expect(plugins.runPromptFunction({ ...without, plugin: 'nope', arguments: [] })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a prompt chooser is told of evidence, language and metadata', { timeout: 20_000 }, async () => {
  const source = `export default ({ hasEvidence, language, metadata, rules }) => (hasEvidence && language === 'en' && metadata.plan === 'free' ? rules[1] : null)`;
  const asked = about(agentWith(plugin('prompt-chooser', source)), 'prompt_chooser');
  expect(await plugins.choosePromptByPlugin({ ...asked, rules: ['a', 'b'] })).toBe('b');
  expect(await plugins.choosePromptByPlugin({ ...asked, knowledge: 'miss', rules: ['a', 'b'] })).toBe('');
});

test('post-processors and tools of an agent keep their values apart from those of others', {
  timeout: 20_000,
}, async () => {
  const counts = `export default async ({ answer }) => { const n = ((await gaia.store.get('n')) ?? 0) + 1; await gaia.store.set('n', n); return answer + n }`;
  const agent = agentWith(plugin('post-processor', counts));
  const more = { agent, signal, question: '', passages: [] };
  expect(await plugins.postProcess('a', more)).toBe('a1');
  expect(await plugins.postProcess('a', more)).toBe('a2');
  const other = { ...agent, manifest: { ...agent.manifest, slug: 'other' } };
  expect(await plugins.postProcess('a', { ...more, agent: other })).toBe('a1');
});

test('models run JavaScript where the agent allows it, and no Python where the node does not', {
  timeout: 20_000,
}, async () => {
  const agent = agentWith();
  expect(plugins.code.declarations(agent).map(({ name }) => name)).toEqual(['run_javascript']);
  const call = { agent, name: 'run_javascript', arguments: { code: '6 * 7' }, metadata: {}, callerId: 'ada', signal };
  expect(await plugins.code.call(call)).toEqual({ isError: false, content: '42', feedBack: true });
  expect(await plugins.code.call({ ...call, name: 'run_python' })).toMatchObject({ isError: true });
});
