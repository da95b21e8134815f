import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { choosePromptByPlugin } from './choose-prompt-by-plugin.ts';
import { findPlugin } from './find-plugin.ts';
import type { PluginParts, PluginReport } from './plugin-parts.ts';
import { hasPostProcessors, postProcessAnswer } from './post-process-answer.ts';
import { postProcessStream } from './post-process-stream.ts';
import { runPromptFunction } from './run-prompt-function.ts';
import { openPluginBench, type PluginBench, testPlugin } from './testing/open-plugin-bench.ts';

let bench: PluginBench;
beforeAll(() => {
  bench = openPluginBench();
});
afterAll(async () => await bench.close());

const limits = { timeout: 20_000 };
const refuse = () => Promise.reject(new Error('not in this test'));
const host = { fetch: refuse, searchKnowledge: refuse, webSearch: refuse, storeGet: refuse, storeSet: refuse };
function parts(reports: PluginReport[] = [], signal = new AbortController().signal): PluginParts {
  return { runner: bench.runner, hostOf: () => host, signal, onRun: (report) => void reports.push(report) };
}
const plugin = (kind: PluginDefinition['kind'], source: string, name = 'tried') =>
  testPlugin(source, { definition: { kind, name, timeoutMs: 5_000 } });
const manifestWith = (...plugins: PluginDefinition[]) =>
  testManifest({ plugins: plugins.map((definition) => ({ component: { name: 'P', version: 1 }, definition })) })
    .manifest;

test('a prompt function returns a text, or is said not to', limits, async () => {
  const call = (source: string) =>
    runPromptFunction(parts(), plugin('prompt-function', source), {
      arguments: ['x'],
      question: 'Why?',
      language: null,
    });
  expect(await call('export default (i) => i.arguments[0] + i.question')).toBe('xWhy?');
  await expect(call('export default () => [1]')).rejects.toThrow('returned a list; a prompt function returns a text');
  await expect(call('export default () => {}')).rejects.toThrow('returned nothing; a prompt function returns a text');
});

test('a chooser chooses a rule of its own, or none; one that fails or errs is said to', limits, async () => {
  const reports: PluginReport[] = [];
  const choose = (source: string) =>
    choosePromptByPlugin(parts(reports), plugin('prompt-chooser', source), {
      ...{ question: 'Hi', language: 'en', rules: ['calm'], hasEvidence: false, metadata: {} },
    });
  expect(await choose(`export default ({ language }) => (gaia.log(language), 'calm')`)).toBe('calm');
  expect(reports[0]).toMatchObject({ name: 'tried', kind: 'prompt-chooser', log: ['en'], error: null });
  expect(await choose('export default () => null')).toBe('');
  await expect(choose(`export default () => 'angry'`)).rejects.toThrow(
    `returned "angry", which is none of the agent's rules`,
  );
  await expect(choose('export default () => x')).rejects.toThrow(/line 1/);
  expect(reports.at(-1)).toMatchObject({ error: expect.stringContaining('line 1') });
});

test('an answer is held back until it is processed, while calls and cards pass at once', limits, async () => {
  async function* events() {
    yield { type: 'text' as const, text: 'yes, ' };
    yield { type: 'tool-card' as const, card: 1 };
    yield { type: 'text' as const, text: 'now' };
    return 'done';
  }
  const seen: unknown[] = [];
  const stream = postProcessStream(events(), async (answer) => answer.toUpperCase());
  let next = await stream.next();
  for (; !next.done; next = await stream.next()) seen.push(next.value);
  expect(seen).toEqual([
    { type: 'tool-card', card: 1 },
    { type: 'text', text: 'YES, NOW' },
  ]);
  expect(next.value).toBe('done');
});

test('post-processors follow each other; a failing one lets nothing through', limits, async () => {
  const first = plugin('post-processor', 'export default ({ answer }) => answer.toUpperCase()', 'first');
  const second = plugin(
    'post-processor',
    `export default ({ answer, question }) => answer + ' to ' + question`,
    'second',
  );
  const broken = plugin('post-processor', 'export default () => { throw new Error("no") }', 'broken');
  const silent = plugin('post-processor', 'export default () => 1', 'silent');
  const process = (...all: PluginDefinition[]) =>
    postProcessAnswer(parts(), { manifest: manifestWith(...all), answer: 'yes', question: 'why', passages: [] });
  expect(await process(first, second)).toBe('YES to why');
  expect(await process()).toBe('yes');
  await expect(process(first, broken)).rejects.toMatchObject({ code: 'upstream_failed' });
  await expect(process(silent)).rejects.toThrow(`Plugin "silent" didn't return a text`);
  expect(hasPostProcessors(manifestWith(first))).toBe(true);
  expect(hasPostProcessors(manifestWith(plugin('tool', 'x')))).toBe(false);
});

test('a plugin is found by kind and name, or the names there are are told', () => {
  const manifest = manifestWith(plugin('tool', 'x', 'rates'), plugin('prompt-function', 'x', 'today'));
  expect(findPlugin(manifest, 'tool', 'rates').name).toBe('rates');
  expect(() => findPlugin(manifest, 'prompt-function', 'rates')).toThrow('called "rates"; it has today.');
});
