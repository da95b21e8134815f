import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPluginRunner } from '#runtime/plugins/open-plugin-runner.ts';
import type { PluginRunner } from '#runtime/plugins/plugin-runner.ts';
import { codeDeclarations } from './code-declarations.ts';
import { runCode } from './run-code.ts';

let plugins: PluginRunner;
beforeAll(() => {
  plugins = openPluginRunner();
});
afterAll(async () => await plugins.close());

const python = {
  run: () => Promise.reject(new Error('Python ran.')),
  close: () => Promise.resolve(),
};
const policy = { agent: { javascript: true, python: false }, node: { python: false } };
const run = (code: unknown, signal = new AbortController().signal) =>
  runCode({ plugins, python, policy }, { name: 'run_javascript', arguments: { code }, signal });
const result = async (code: string) => (await run(code)).content;

test('an agent is offered what its manifest asks for, Python only where the node allows it too', () => {
  const names = (javascript: boolean, ofAgent: boolean, ofNode: boolean) =>
    codeDeclarations({ agent: { javascript, python: ofAgent }, node: { python: ofNode } }).map(({ name }) => name);
  expect(names(true, false, false)).toEqual(['run_javascript']);
  expect(names(false, true, false)).toEqual([]);
  expect(names(false, false, true)).toEqual([]);
  expect(names(true, true, true)).toEqual(['run_javascript', 'run_python']);
});

test('the value of the last expression comes back, however the code is written', { timeout: 20_000 }, async () => {
  expect(await result('const a = 17 * 23; a + 1')).toBe('392');
  expect(await result('return 17 * 23')).toBe('391');
  expect(await result('const x = await Promise.resolve(5); return x * 2')).toBe('10');
  expect(await result('(async () => 7)()')).toBe('7');
  expect(await result(`'text'`)).toBe('text');
  expect(await result('[1, 2].map((n) => ({ n }))')).toBe('[{"n":1},{"n":2}]');
  expect(await result('2n ** 70n')).toBe('1180591620717411303424');
  expect(await result('let a')).toBe('undefined');
  expect(await result('console.log("seen", 1); 3')).toBe('3\n\nPrinted:\nseen 1');
});

test('a failure is a result that the model reads', { timeout: 20_000 }, async () => {
  expect(await run('nope()')).toMatchObject({
    isError: true,
    content: expect.stringMatching(/^The code failed: ReferenceError: '?nope'? is not defined/),
  });
  expect(await run('const = 1')).toMatchObject({ isError: true, content: expect.stringContaining('SyntaxError') });
  expect(await run(7)).toEqual({ isError: true, content: 'run_javascript needs "code": a text.' });
  expect(await run('')).toMatchObject({ isError: true });
  expect((await run(`'x'.repeat(30_000)`)).content).toMatch(/… cut: 30000 characters in all$/);
});

test('code of a model has no capability, and its endless loop ends', { timeout: 20_000 }, async () => {
  const refused = await run(`gaia.fetch('https://example.org/')`);
  expect(refused).toMatchObject({ isError: true, content: expect.stringContaining('may not reach "example.org"') });
  expect(await run('for (;;) {}')).toMatchObject({
    isError: true,
    content: expect.stringContaining('longer than it may'),
  });
});

test('what is not allowed is not run, and a caller who left is told to nobody', { timeout: 20_000 }, async () => {
  const call = { name: 'run_python', arguments: { code: '1' }, signal: new AbortController().signal };
  const content = 'run_python is not allowed for this agent on this node.';
  expect(await runCode({ plugins, python, policy }, call)).toEqual({ isError: true, content });
  await expect(run('1', AbortSignal.abort())).rejects.toMatchObject({ code: 'client_closed' });
});
