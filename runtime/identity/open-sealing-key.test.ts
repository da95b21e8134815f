import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { openSealingKey } from './open-sealing-key.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-sealing-'));
});
afterEach(() => rmSync(home, { recursive: true }));
const open = (password = 'password') => openSealingKey({ home, password, cost: 1_024 });

it('is made once, in a file that only its owner reads, and opens what was sealed to it', async () => {
  const first = await open();
  const sealed = sealSecret({ sealingKey: first.publicKey, slot: 'key', text: 'k-1' });
  const again = await open();
  expect(again.publicKey).toBe(first.publicKey);
  expect(again.open({ key: sealed })).toEqual({ key: 'k-1' });
  expect(() => again.open({ other: sealed })).toThrow(/"other" can't be opened/);
  expect(statSync(join(home, 'sealing-key.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(home, 'sealing-key.json'), 'utf8')).not.toContain(first.publicKey);
});

it('is one when several starts make it at once', async () => {
  const keys = await Promise.all([open(), open(), open()]);
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
});

it('does not open under another password or from a damaged file', async () => {
  await open();
  await expect(open('another')).rejects.toMatchObject({ code: 'unauthenticated' });
  writeFileSync(join(home, 'sealing-key.json'), '{');
  await expect(open()).rejects.toThrow(/deploy the agents with secrets again/);
});
