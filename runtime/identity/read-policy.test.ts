import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertAllowed } from './assert-allowed.ts';
import { readPolicy } from './read-policy.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-policy-'));
});
afterEach(() => rmSync(home, { recursive: true }));
const write = (content: string) => writeFileSync(join(home, 'policy.json'), content);

test('without a file everything is off, and the refusal says what to write', () => {
  const policy = readPolicy(home);

  expect(policy).toEqual({
    python: false,
    training: false,
    toolHosts: [],
    privateHosts: [],
    certificateFiles: [],
    viaProxy: false,
    ownModels: false,
  });
  expect(() => assertAllowed(policy, 'training')).toThrow(/set "training": true in policy.json/);
  expect(() => assertAllowed(policy, { toolHost: 'api.example.org' })).toThrow(/add it to "toolHosts"/);
});

test('what the owner allows is allowed, and nothing else', () => {
  write('{"python": true, "toolHosts": ["api.example.org"]}');
  const policy = readPolicy(home);

  assertAllowed(policy, 'python');
  assertAllowed(policy, { toolHost: 'API.example.org' });
  expect(() => assertAllowed(policy, 'ownModels')).toThrow(/ownModels/);
  expect(() => assertAllowed(policy, { toolHost: 'example.org' })).toThrow(/example.org/);
});

test('a host stands for all its ports, a host with a port for that one, and * for every host', () => {
  write('{"toolHosts": ["api.example.org", "other.example:8443"]}');
  const policy = readPolicy(home);

  assertAllowed(policy, { toolHost: 'api.example.org:444' });
  assertAllowed(policy, { toolHost: 'other.example:8443' });
  expect(() => assertAllowed(policy, { toolHost: 'other.example:443' })).toThrow(/other.example:443/);
  expect(() => assertAllowed(policy, { toolHost: 'evil.example' })).toThrow(/evil.example/);

  write('{"toolHosts": ["*"], "privateHosts": ["127.0.0.1:8443", "[::1]:9000"]}');
  assertAllowed(readPolicy(home), { toolHost: 'evil.example:443' });
  write('{"privateHosts": ["127.0.0.1"]}');
  expect(() => readPolicy(home)).toThrow(/privateHosts.*must be a host and port/);
});

test('unknown keys, wrong values and broken JSON are refused with a sentence', () => {
  write('{"pyton": true}');
  expect(() => readPolicy(home)).toThrow(
    /The key "pyton" is unknown; the policy knows python, training, toolHosts, privateHosts, certificateFiles, viaProxy, ownModels/,
  );
  write('{"python": "yes"}');
  expect(() => readPolicy(home)).toThrow(/The value of "python" is wrong/);
  write('{');
  expect(() => readPolicy(home)).toThrow(/is not JSON/);
});
