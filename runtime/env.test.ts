import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeEnvironment, readNodeConfig, shownNodeSettings } from './env.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'gaianet-node-env-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('settings of a node', () => {
  it('are taken from flag, environment, config.json and default, in this order', () => {
    writeFileSync(
      path.join(home, 'config.json'),
      JSON.stringify({ GAIA_NODE_PORT: 1, GAIA_GPU: 'off', GAIA_LOG_LEVEL: 'warn' }),
    );
    const environment = { GAIA_NODE_PORT: '2', GAIA_LOG_LEVEL: '' };
    const { values, sources } = readNodeConfig(['--home', home, '--port', '3'], environment);
    expect(values).toMatchObject({ GAIA_NODE_HOME: home, GAIA_NODE_PORT: 3, GAIA_GPU: 'off', GAIA_LOG_LEVEL: 'warn' });
    expect(sources).toMatchObject({ GAIA_NODE_PORT: 'flag', GAIA_GPU: 'config.json', GAIA_NODE_HOST: 'default' });
  });

  it('take gateway and token from the one address that "Add node" shows', () => {
    const { values } = readNodeConfig(['--home', home, '--join', 'https://gateway.example#token'], {});
    expect(values).toMatchObject({ GAIA_GATEWAY_URL: 'https://gateway.example', GAIA_JOIN_TOKEN: 'token' });
    expect(() => readNodeConfig(['--home', home, '--join', 'https://gateway.example'], {})).toThrow('in quotes');
  });

  it('that are wrong are named, with where they came from', () => {
    const wrong = () => readNodeConfig(['--home', home, '--port', '70000'], { GAIA_GATEWAY_URL: 'nowhere' });
    expect(wrong).toThrow(/GAIA_NODE_PORT \(from flag\)/);
    expect(wrong).toThrow(/GAIA_GATEWAY_URL \(from environment\)/);
  });

  it('in a config.json that is none are refused with the file and the reason', () => {
    writeFileSync(path.join(home, 'config.json'), '{"GAIA_GPU": "off",}');
    expect(() => readNodeConfig(['--home', home], {})).toThrow(`${path.join(home, 'config.json')} can't be read (`);
    writeFileSync(path.join(home, 'config.json'), '[]');
    expect(() => readNodeConfig(['--home', home], {})).toThrow('it must be an object');
  });

  it('that are secrets are shown to nobody', () => {
    const names = Object.keys(nodeEnvironment.shape).filter((name) => /KEY|TOKEN|PASSWORD/.test(name));
    const environment = Object.fromEntries(names.map((name) => [name, 'very-secret-value']));
    const shown = shownNodeSettings(readNodeConfig(['--home', home], environment));
    expect(names.length).toBeGreaterThan(5);
    expect(shown.filter(({ name }) => names.includes(name)).map(({ value }) => value)).not.toContain(
      'very-secret-value',
    );
  });
});
