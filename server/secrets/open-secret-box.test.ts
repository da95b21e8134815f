import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecretBox } from './open-secret-box.ts';
import { readSecretKey } from './read-secret-key.ts';

const oldKey = new Uint8Array(32).fill(1);
const newKey = new Uint8Array(32).fill(2);
const secret = new TextEncoder().encode('a private key');

test('what is sealed opens again, and no two envelopes are alike', () => {
  const box = openSecretBox({ current: oldKey });
  const [a, b] = [box.seal(secret), box.seal(secret)];

  expect(box.open(a)).toEqual(secret);
  expect(a.iv).not.toBe(b.iv);
  expect(a.data).not.toBe(b.data);
});

test('a changed envelope does not open', () => {
  const box = openSecretBox({ current: oldKey });
  const envelope = box.seal(secret);
  const zeros = Buffer.alloc(16).toString('base64');

  expect(() => box.open({ ...envelope, tag: zeros })).toThrow(/changed or damaged/);
  expect(() => box.open({ ...envelope, tag: '' })).toThrow(/changed or damaged/);
  expect(() => box.open({ ...envelope, data: Buffer.from('x').toString('base64') })).toThrow(/changed or damaged/);
});

test('another key does not open it, a retired key does, and seals nothing any more', () => {
  const envelope = openSecretBox({ current: oldKey }).seal(secret);
  const rotated = openSecretBox({ current: newKey, retired: [oldKey] });

  expect(() => openSecretBox({ current: newKey }).open(envelope)).toThrow(/sealed with another secret key/);
  expect(rotated.open(envelope)).toEqual(secret);
  expect(rotated.seal(secret).keyId).not.toBe(envelope.keyId);
});

test('MACs differ by purpose, message and key, and stay the same otherwise', () => {
  const box = openSecretBox({ current: oldKey });
  const macs = [
    box.mac('a', 'm'),
    box.mac('b', 'm'),
    box.mac('a', 'n'),
    openSecretBox({ current: newKey }).mac('a', 'm'),
  ];

  expect(new Set(macs).size).toBe(4);
  expect(box.mac('a', 'm')).toBe(macs[0]);
  expect(macs[0]).toMatch(/^[0-9a-f]{64}$/);
});

test('the secret key comes from the environment, else from a file of 0600 that is made once', () => {
  const home = mkdtempSync(join(tmpdir(), 'gaia-secret-'));
  try {
    const made = readSecretKey({ home, given: undefined });
    expect(readSecretKey({ home, given: undefined })).toEqual(made);
    expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readSecretKey({ home, given: '01'.repeat(32) })).toEqual(oldKey);
    expect(() => readSecretKey({ home, given: 'short' })).toThrow(/GAIA_SECRET_KEY must be 64 hexadecimal digits/);
  } finally {
    rmSync(home, { recursive: true });
  }
});
