import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PlantedCase } from './planted/planted-case.ts';
import { plantedCode } from './planted/planted-code.ts';
import { plantedImports } from './planted/planted-imports.ts';
import { plantedPromises } from './planted/planted-promises.ts';
import { plantedStyle } from './planted/planted-style.ts';
import { plantedTypes } from './planted/planted-types.ts';
import { type Finding, runBiome, runOxlint, runTsc } from './planted/run-tools.ts';
import { plantTree } from './planted/scratch-tree.ts';

// The rules are kept only as long as they are proven: each by a violation that it alone reports, beside what it lets pass.
const forBiome = [...plantedStyle, ...plantedCode, ...plantedImports];
const tree = plantTree([...forBiome, ...plantedPromises, ...plantedTypes]);
let biome: Finding[] = [];
let oxlint: Finding[] = [];
let tsc: Finding[] = [];

beforeAll(async () => {
  [biome, oxlint, tsc] = await Promise.all([runBiome(tree.folder), runOxlint(tree.folder), runTsc(tree.folder)]);
}, 60_000);
afterAll(() => tree.remove());

const levels = z.record(z.string(), z.union([z.string(), z.object({ level: z.string() }).loose()]));
const rules = z.record(z.string(), z.union([z.string(), levels]));
const biomeConfig = z.object({
  linter: z.object({ rules }),
  overrides: z.array(z.object({ includes: z.array(z.string()), linter: z.object({ rules }) })),
});
const config = biomeConfig.parse(JSON.parse(fs.readFileSync('biome.json', 'utf8')));
const restricted = z.object({
  style: z.object({
    noRestrictedImports: z.object({
      options: z.object({ patterns: z.array(z.object({ group: z.array(z.string()), message: z.string() })) }),
    }),
  }),
});

/** The rules at a level, as `lint/group/rule`. */
function rulesAt(level: 'error' | 'off', groups: z.infer<typeof rules>): string[] {
  return Object.entries(groups).flatMap(([group, members]) =>
    Object.entries(typeof members === 'string' ? {} : members)
      .filter(([, value]) => (typeof value === 'string' ? value : value.level) === level)
      .map(([rule]) => `lint/${group}/${rule}`),
  );
}

function governs(includes: string[], file: string): boolean {
  return includes.reduce(
    (isIn, glob) =>
      glob.startsWith('!') ? isIn && !path.matchesGlob(file, glob.slice(1)) : isIn || path.matchesGlob(file, glob),
    false,
  );
}

/** What a tool says of the cases, in the words of the cases: wrong ones only. */
function surprises(cases: PlantedCase[], findings: Finding[]): string[] {
  return cases.flatMap(({ file, fires, at }) => {
    const here = findings.filter((finding) => finding.file === file);
    const found = [...new Set(here.map(({ rule }) => rule))].sort();
    if (found.join(', ') !== (fires ?? ''))
      return [`${file}: expected ${fires ?? 'nothing'}, found ${found.join(', ')}`];
    const places = [...new Set(here.map(({ line }) => line))].sort((left, right) => left - right);
    return at && places.join() !== at.join() ? [`${file}: expected lines ${at.join()}, found ${places.join()}`] : [];
  });
}

describe('Biome', () => {
  test('reports each planted violation by its rule alone, and nothing in what is allowed', () => {
    expect(surprises(forBiome, biome)).toEqual([]);
  });

  test('has no rule without a planted violation', () => {
    const planted = new Set(forBiome.flatMap(({ fires }) => fires?.split(', ')));
    const set = [config.linter, ...config.overrides.map(({ linter }) => linter)].flatMap((linter) =>
      rulesAt('error', linter.rules),
    );
    expect(set.filter((rule) => !planted.has(rule))).toEqual([]);
    expect(set.length).toBeGreaterThan(25);
  });

  test('has no exception without a file that needs it', () => {
    const idle = config.overrides.flatMap(({ includes, linter }) => {
      if (rulesAt('off', linter.rules).length === 0) return [];
      const positive = includes.filter((glob) => !glob.startsWith('!'));
      const isUsed = (glob: string) =>
        forBiome.some(({ file, fires }) => fires === null && path.matchesGlob(file, glob));
      return positive.filter((glob) => !isUsed(glob));
    });
    expect(idle).toEqual([]);
  });

  test('reports an import for every sentence of every row of the import table', () => {
    const rows = config.overrides.map(({ includes, linter }) => ({
      includes,
      patterns: restricted.safeParse(linter.rules).data?.style.noRestrictedImports.options.patterns,
    }));
    const governing = (file: string) =>
      rows.findLastIndex(({ includes, patterns }) => patterns && governs(includes, file));
    const said = new Set(
      biome
        .filter(({ rule }) => rule === 'lint/style/noRestrictedImports')
        .map(({ file, message }) => `${governing(file)} ${message}`),
    );
    const silent = rows.flatMap(({ patterns = [] }, row) =>
      patterns.filter(({ message }) => !said.has(`${row} ${message}`)).map(({ message }) => `${row}: ${message}`),
    );
    expect(silent).toEqual([]);
  });
});

describe('oxlint', () => {
  test('reports each planted violation by its rule alone, and nothing in what is allowed', () => {
    expect(surprises(plantedPromises, oxlint)).toEqual([]);
  });

  test('has no rule without a planted violation', () => {
    const set = z.object({ rules: z.record(z.string(), z.unknown()) });
    const names = Object.keys(set.parse(JSON.parse(fs.readFileSync('.oxlintrc.json', 'utf8'))).rules);
    const planted = new Set(plantedPromises.map(({ fires }) => fires));
    expect(names.filter((name) => !planted.has(name.replace(/^(\w+)\/(.+)$/, '$1($2)')))).toEqual([]);
  });
});

describe('tsc', () => {
  test('reports each planted violation, and nothing in what is allowed', () => {
    expect(surprises(plantedTypes, tsc)).toEqual([]);
  });

  test('has no strictness without a planted violation', () => {
    const { compilerOptions } = z
      .object({ compilerOptions: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(fs.readFileSync('tsconfig.json', 'utf8')));
    const strict = /^(strict|no[A-Z]|exact|verbatim|isolated|erasable)/;
    const wanted = Object.keys(compilerOptions).filter((option) => strict.test(option) && option !== 'noEmit');
    const planted = new Set(plantedTypes.map(({ option }) => option));
    expect(wanted.filter((option) => !planted.has(option))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(9);
  });
});
