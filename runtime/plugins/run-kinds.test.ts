import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { choosePromptByPlugin } from './choose-prompt-by-plugin.ts';
import { findPlugin } from './find-plugin.ts';
import type { PluginParts, PluginReport } from './plugin-parts.ts';
import { hasPostProcessors, postProcessAnswer } from './post-process-answer.ts';
import { runPromptFunction } from './run-prompt-function.ts';
import { runToolPlugin } from './run-tool-plugin.ts';
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

test(
  'a tool gives text as it is and anything else as JSON, and a failure as a result that the model reads',
  limits,
  async () => {
    const reports: PluginReport[] = [];
    const call = (source: string) => runToolPlugin(parts(reports), plugin('tool', source), { a: 1 });
    expect(await call('export default ({ a }) => "a is " + a')).toEqual({ isError: false, content: 'a is 1' });
    expect(await call('export default ({ a }) => ({ a })')).toEqual({ isError: false, content: '{"a":1}' });
    const content = 'Plugin "tried" failed: Error: the service is closed (line 1).';
    const closed = `export default () => { gaia.log('asked'); throw new Error('the service is closed') }`;
    expect(await call(closed)).toEqual({ isError: true, content });
    expect(reports.at(-1)).toMatchObject({ name: 'tried', kind: 'tool', log: ['asked'], error: content });
    const left = runToolPlugin(parts([], AbortSignal.abort()), plugin('tool', 'export default () => 1'), {});
    await expect(left).rejects.toMatchObject({ code: 'client_closed' });
  },
);

test('a prompt function returns a text, or is said not to', limits, async () => {
  const call = (source: string) =>
    runPromptFunction(parts(), plugin('prompt-function', source), { arguments: ['x'], question: 'Why?' });
  expect(await call('export default (i) => i.arguments[0] + i.question')).toBe('xWhy?');
  await expect(call('export default () => [1]')).rejects.toThrow('returned a list; a prompt function returns a text');
  await expect(call('export default () => {}')).rejects.toThrow('returned nothing; a prompt function returns a text');
});

test(
  'a chooser chooses a rule of its own; one that fails or errs leaves the usual prompt and says why',
  limits,
  async () => {
    const choose = (source: string) =>
      choosePromptByPlugin(parts(), plugin('prompt-chooser', source), {
        ...{ question: 'Hi', messages: [], rules: ['calm'], hasEvidence: false, metadata: {} },
      });
    expect(await choose(`export default () => 'calm'`)).toEqual({ rule: 'calm', note: 'plugin "tried" chose "calm"' });
    expect(await choose('export default () => null')).toEqual({ rule: null, note: 'plugin "tried" chose no rule' });
    const foreign = await choose(`export default () => 'angry'`);
    expect(foreign).toEqual({ rule: null, note: 'plugin "tried" returned "angry", which is none of its rules' });
    expect(await choose('export default () => x')).toMatchObject({
      rule: null,
      note: expect.stringContaining('line 1'),
    });
  },
);

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
