import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askReset } from './ask-reset.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-ask-reset-'));
  fs.mkdirSync(path.join(home, 'models'));
  for (const name of ['models/a.gguf', 'secret.key', 'version', 'config.json', 'up.pid'])
    fs.writeFileSync(path.join(home, name), name);
});
afterEach(() => {
  fs.rmSync(home, { recursive: true });
});

/** Asks a person who types this and then leaves the terminal. */
async function ask(typed: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  const said: string[] = [];
  output.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const answer = askReset(home, { isSure: false, input, output });
  input.end(typed);
  return { isReset: await answer, said: said.join('') };
}

test('the question names the folder and what is lost', async () => {
  const { said } = await ask('');
  expect(said).toContain(`This deletes everything in ${home}: accounts, documents, agents, keys.`);
});

test.each(['reset\n', ' reset \n'])('after %j all state is gone but the models and the lock', async (typed) => {
  const { isReset } = await ask(typed);
  expect(isReset).toBe(true);
  expect(fs.readdirSync(home).sort()).toEqual(['models', 'up.pid']);
  expect(fs.existsSync(path.join(home, 'models/a.gguf'))).toBe(true);
});

test.each(['', '\n', 'no\n', 'y\n', 'yes\n', 'RESET\n', 'reset'])('after %j nothing was deleted', async (typed) => {
  const { isReset } = await ask(typed);
  expect(isReset).toBe(false);
  expect(fs.readdirSync(home)).toHaveLength(5);
});

test('who is sure is not asked', async () => {
  const output = new PassThrough();
  expect(await askReset(home, { isSure: true, input: new PassThrough(), output })).toBe(true);
  expect(output.readableLength).toBe(0);
  expect(fs.readdirSync(home).sort()).toEqual(['models', 'up.pid']);
});
