import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assertAllowed } from '#runtime/identity/assert-allowed.ts';
import { readPolicy } from '#runtime/identity/read-policy.ts';
import { writeNodePolicy } from './write-node-policy.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(tmpdir(), 'gaianet-up-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

it('the node of this machine may call every public host, and nothing else is opened', () => {
  writeNodePolicy(path.join(home, 'node'));
  const policy = readPolicy(path.join(home, 'node'));
  assertAllowed(policy, { toolHost: 'api.example.org:443' });
  expect(policy).toMatchObject({ python: false, training: false, ownModels: false, privateHosts: [], viaProxy: false });
});

it("leaves the owner's own file alone", () => {
  fs.writeFileSync(path.join(home, 'policy.json'), '{}');
  writeNodePolicy(home);
  expect(readPolicy(home).toolHosts).toEqual([]);
});
