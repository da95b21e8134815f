import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

// What Biome can't see: names of folders, words in names, and import forms that its rules don't read.
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' }).split('\0');
const files = listed.filter(
  (file) => /^(app|server|runtime|protocol|scripts|bench|e2e)\//.test(file) && fs.existsSync(file),
);
const product = files.filter((file) => /^(app|server|runtime|protocol)\/.*(?<!\.test)\.tsx?$/.test(file));
const kebab = /^(\.?_?[a-z0-9]+(-[a-z0-9]+)*|@[a-z-]+|\([a-z.-]+\)|\[{1,2}(\.\.\.)?[a-zA-Z-]+\]{1,2})$/;
const hiddenImport =
  /\bimport\(\s*`[#.]|typeof import\(\s*['"][#.]|[:=<|&]\s*import\(\s*['"][#.]|\bcreateRequire\b|import\.meta\.resolve|\benv\b[^=\n]*\}\s*=\s*process\b/;
const vague = new Set(
  'util utils helper helpers common misc manager service handler processor data item base core temp v2'.split(' '),
);
const documented = /\/\*\*[\s\S]*?\*\/\s*$|\/\/[^\n]*\n\s*$/;

it('folders are named in kebab-case', () => {
  expect(
    files.filter(
      (file) =>
        !path
          .dirname(file)
          .split('/')
          .every((folder) => kebab.test(folder)),
    ),
  ).toEqual([]);
});

it('no file or function has a name that says nothing', () => {
  const words = (name: string) =>
    name
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[^a-z0-9]+/);
  const vagueFiles = files.filter((file) =>
    words(path.basename(file, path.extname(file))).some((word) => vague.has(word)),
  );
  const vagueFunctions = product.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/\bfunction\*? (\w+)/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => words(name).some((word) => vague.has(word)))
      .map((name) => `${file}: ${name}`),
  );
  expect([...vagueFiles, ...vagueFunctions]).toEqual([]);
});

it('product code uses no import form that the folder rules cannot read', () => {
  const found = product.filter((file) => hiddenImport.test(fs.readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
});

it('every exported function of server, protocol and runtime says in a sentence what it promises', () => {
  const silent = product
    .filter((file) => /^(server|protocol|runtime)\//.test(file) && !file.startsWith('server/generated/'))
    .flatMap((file) => {
      const text = fs.readFileSync(file, 'utf8');
      return [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)]
        .filter((match) => !documented.test(text.slice(0, match.index)))
        .map((match) => `${file}: ${match[1]}`);
    });
  expect(silent).toEqual([]);
});
