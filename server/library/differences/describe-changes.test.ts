import { describe, expect, it } from 'vitest';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { weatherTool } from '#server/tools/testing/open-tool-deps.ts';
import { describeChanges } from './describe-changes.ts';
import { diffLines } from './diff-lines.ts';
import { rowChanges } from './row-changes.ts';

const bundle = (part: Partial<BundleManifest> & Pick<BundleManifest, 'kind'>) =>
  bundleManifestSchema.parse({
    ...{ format: 'gaianet.bundle/1', name: 'Guide', version: 1, createdAt: '2026-01-01T00:00:00Z', files: [] },
    ...{ creator: `0x${'1'.repeat(40)}`, licence: '' },
    ...part,
  });
/** Each change as one line: `!` asks for more, then what, which one, of which part, before and after. */
const told = (before: BundleManifest, after: BundleManifest) =>
  describeChanges(before, after).map(({ asksMore, field, subject, of, before: was, after: is, lines }) =>
    [asksMore ? '!' : '', field, subject, of, was, is, lines.map(({ kind, text }) => `${kind[0]}${text}`).join('|')]
      .map((one) => one ?? '–')
      .join(' ')
      .trim(),
  );

const tool = weatherTool();
const plugin = {
  ...{ name: 'stamp', kind: 'tool' as const, description: 'Stamps.', parameters: {}, timeoutMs: 5_000 },
  ...{ capabilities: { fetchHosts: ['a.example'], keyValue: true, knowledge: false, webSearch: false } },
  ...{ source: 'a\nb\nc', memoryMegabytes: 32 },
};
const { manifest: agent } = testManifest({});
const toolPart = { component: { name: 'Weather', version: 1 }, definition: tool };

describe('what changed between two versions', () => {
  it('of a prompt is its lines, its role and its examples', () => {
    const before = bundle({ kind: 'prompt', prompt: { role: 'system', text: 'Be kind.\nBe short.\nEnd.' } });
    const fewShot = [{ question: 'Hi?', answer: 'Ahoy.' }];
    const after = bundle({ kind: 'prompt', prompt: { role: 'rag', text: 'Be kind.\nBe long.\nEnd.', fewShot } });
    expect(told(before, after)).toEqual([
      'role   system rag',
      'text   – – sBe kind.|rBe short.|aBe long.|sEnd.',
      'examples   – – aHi?|a→ Ahoy.',
    ]);
    expect(told(before, before)).toEqual([]);
  });

  it('of a dataset are its rows: how many, and the first that came or went', () => {
    const turns = { system: 0, user: 0, assistant: 1 };
    const rows = (from: number, to: number) =>
      new Map(Array.from({ length: to - from }, (_, at) => [`hash ${from + at}`, `row ${from + at}`]));
    const of = (count: number) =>
      bundle({
        kind: 'dataset',
        dataset: { rows: count, characters: 9, duplicates: 0, roles: { ...turns, user: count } },
      });
    expect(told(of(50), of(88))).toEqual(['rows   50 88']);
    const [changed] = rowChanges({ before: rows(0, 50), after: rows(2, 90) });
    expect(changed).toMatchObject({ field: 'changed-rows', subject: '(+40 −2)' });
    const lines = changed?.lines.map(({ kind, text }) => `${kind} ${text}`.trim()) ?? [];
    expect(lines.slice(0, 3)).toEqual(['removed row 0', 'removed row 1', 'added row 50']);
    expect([lines.length, lines.at(-2), lines.at(-1)]).toEqual([23, 'added row 69', 'gap']);
    expect(rowChanges({ before: rows(0, 3), after: rows(0, 3) })).toEqual([]);
  });

  it('of a tool is told in its endpoint, host, secret and arguments; what asks for more comes first', () => {
    const auth = { kind: 'header' as const, name: 'x', secret: 'other_token' };
    const output = { kind: 'template' as const, text: 'It is {{sky}}.' };
    const changed = {
      ...tool,
      parameters: { type: 'object', properties: { city: { type: 'number' }, units: { type: 'string' } } },
      target: { ...tool.target, url: 'https://other.example/{city}', auth, output },
      timeoutMs: 30_000,
    };
    const after = told(bundle({ kind: 'tool', tool }), bundle({ kind: 'tool', tool: changed as typeof tool }));
    expect(after.slice(0, 3)).toEqual([
      '! endpoint   GET https://api.example.org/{city} GET https://other.example/{city}',
      '! host other.example  – other.example',
      '! secret other_token  – other_token',
    ]);
    expect(after).toContain('host api.example.org  api.example.org –');
    expect(after).toContain('parameter units  – {"required":false,"type":"string"}');
    expect(after.find((line) => line.startsWith('parameter city'))).toContain('{"required":false,"type":"number"}');
    expect(after).toContain('output   * It is {{sky}}.');
    expect(after).toContain('setting timeoutMs  15000 30000');
  });

  it('of a plugin is told in hosts, permissions and code', () => {
    const capabilities = { fetchHosts: ['b.example'], keyValue: false, knowledge: true, webSearch: false };
    const after = { ...plugin, capabilities, source: 'a\nx\nc' };
    expect(told(bundle({ kind: 'plugin', plugin }), bundle({ kind: 'plugin', plugin: after }))).toEqual([
      '! host b.example  – b.example',
      '! permission knowledge  – knowledge',
      'host a.example  a.example –',
      'permission keyValue  keyValue –',
      'source   – – sa|rb|ax|sc',
    ]);
  });

  it('of an agent is told in its parts, each by name', () => {
    const other = { ...tool, target: { ...tool.target, url: 'https://api.example.org/v2/{city}' } };
    const tuned = { name: 'Tutor', version: 2, contentRoot: `0x${'2'.repeat(64)}`, sizeBytes: 9 };
    const before = bundle({ kind: 'agent', agent: { ...agent, tools: [toolPart] } });
    const after = bundle({
      kind: 'agent',
      agent: {
        ...agent,
        model: { ...agent.model, sources: [], bundle: tuned },
        tools: [{ ...toolPart, definition: other }],
        plugins: [{ component: { name: 'Stamp', version: 1 }, definition: plugin }],
        toolPolicy: { ...agent.toolPolicy, python: true },
        generation: { ...agent.generation, temperature: 1.5 },
      },
    });
    expect(told(before, after)).toEqual([
      '! endpoint  Weather GET https://api.example.org/{city} GET https://api.example.org/v2/{city}',
      '! plugin Stamp  – Stamp',
      '! code python  – python',
      `model   ${agent.model.id} Tutor v2`,
      `setting temperature  ${agent.generation.temperature} 1.5`,
    ]);
  });
});

describe('lines', () => {
  it('that stayed far from a change are left out', () => {
    const many = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    const changed = many.with(15, 'other');
    expect(diffLines(many.join('\n'), changed.join('\n')).map(({ kind }) => kind)).toEqual(
      'gap same same removed added same same gap'.split(' '),
    );
    // Nothing has no line that could go.
    expect(diffLines('', 'x')).toEqual([{ kind: 'added', text: 'x', number: 1 }]);
    expect(diffLines('x', '')).toEqual([{ kind: 'removed', text: 'x', number: 1 }]);
  });

  it('of long texts without anything in common are told as a whole', () => {
    const [a, b] = ['a', 'b'].map((letter) => Array.from({ length: 2_000 }, (_, at) => `${letter}${at}`).join('\n'));
    expect(diffLines(a ?? '', b ?? '')).toHaveLength(4_000);
  });
});
