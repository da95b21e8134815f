import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { knownFlags, readOptions, usage } from './options.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-options-'));
  vi.stubEnv('GAIA_HOME', home);
  for (const name of [
    'GAIA_STUDIO_PORT',
    'GAIA_GATEWAY_PORT',
    'GAIA_NODE_PORT',
    'GAIA_CHAIN_PORT',
    'DATABASE_URL',
    'GAIA_RPC_URL',
  ])
    vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(home, { recursive: true });
});

test('without anything said the defaults hold', () => {
  expect(readOptions([])).toEqual({
    home,
    databaseUrl: undefined,
    rpcUrl: undefined,
    isDev: false,
    isReset: false,
    isSure: false,
    sources: expect.objectContaining({ GAIA_HOME: 'environment', GAIA_STUDIO_PORT: 'default' }),
    ports: { studio: 3000, gateway: 3001, node: 8080, chain: 8545 },
  });
});

test('a flag wins over the environment, which wins over config.json', () => {
  fs.writeFileSync(path.join(home, 'config.json'), '{"GAIA_STUDIO_PORT": 4000, "GAIA_GATEWAY_PORT": 4001}');
  fs.mkdirSync(path.join(home, 'node'));
  fs.writeFileSync(path.join(home, 'node', 'config.json'), '{"GAIA_NODE_PORT": 4002}');
  expect(readOptions([])?.ports).toEqual({ studio: 4000, gateway: 4001, node: 4002, chain: 8545 });
  vi.stubEnv('GAIA_GATEWAY_PORT', '5001');
  vi.stubEnv('GAIA_NODE_PORT', '5002');
  expect(readOptions([])?.ports).toEqual({ studio: 4000, gateway: 5001, node: 5002, chain: 8545 });
  expect(readOptions(['--node-port', '6002', '--gateway-port=6001', '--chain-port=6003'])?.ports).toEqual({
    ...{ studio: 4000, gateway: 6001, node: 6002, chain: 6003 },
  });
});

test('--home moves everything, the configuration file too', () => {
  const other = path.join(home, 'other');
  fs.mkdirSync(other);
  fs.writeFileSync(path.join(other, 'config.json'), '{"GAIA_STUDIO_PORT": 4000}');
  expect(readOptions(['--home', other])).toMatchObject({ home: other, ports: { studio: 4000 } });
});

test('--dev, --reset and --yes are heard', () => {
  expect(readOptions(['--dev', '--reset', '--yes'])).toMatchObject({ isDev: true, isReset: true, isSure: true });
});

test('a wrong value names the setting and where it came from', () => {
  expect(() => readOptions(['--studio-port', '99999'])).toThrow(/GAIA_STUDIO_PORT \(from flag\)/);
  expect(() => readOptions(['--node-port', 'many'])).toThrow(/GAIA_NODE_PORT \(from flag\)/);
});

test('an unknown flag or a stray word is answered with the usage', () => {
  expect(() => readOptions(['--prot', '1'])).toThrow(usage());
  expect(() => readOptions(['start'])).toThrow(usage());
});

test.each(['--help', '-h'])('%s asks for the usage only', (flag) => {
  expect(readOptions([flag, '--reset'])).toBeNull();
});

test('the usage names every flag and no other', () => {
  const told = [...usage().matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1]);
  expect(told.sort()).toEqual(Object.keys(knownFlags).sort());
});
