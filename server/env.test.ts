import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readServerConfig, shownSettings } from './env.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'gaianet-env-'));
});
afterEach(() => rmSync(home, { recursive: true }));
const writeConfig = (content: object | string) =>
  writeFileSync(path.join(home, 'config.json'), typeof content === 'string' ? content : JSON.stringify(content));
const read = (environment: Record<string, string> = {}, flags: Record<string, string> = {}) =>
  readServerConfig({ GAIA_HOME: home, ...environment }, flags);

describe('settings of the server', () => {
  it('are taken from flag, environment, config.json and default, in this order', () => {
    writeConfig({ GAIA_STUDIO_PORT: 4000, GAIA_GATEWAY_PORT: '4001', GAIA_WORKER_JOBS: 2 });
    const { values, sources } = read(
      { GAIA_STUDIO_PORT: '5000', GAIA_GATEWAY_PORT: '5001' },
      { GAIA_STUDIO_PORT: '6000' },
    );
    expect(values).toMatchObject({ GAIA_STUDIO_PORT: 6000, GAIA_GATEWAY_PORT: 5001, GAIA_WORKER_JOBS: 2 });
    expect(sources).toMatchObject({
      GAIA_STUDIO_PORT: 'flag',
      GAIA_GATEWAY_PORT: 'environment',
      GAIA_WORKER_JOBS: 'config.json',
      GAIA_LOG_LEVEL: 'default',
      GAIA_HOME: 'environment',
    });
  });

  it('what `npm run up` hands over keeps the source that it had there', () => {
    const handed = { GAIA_SETTING_SOURCES: '{"GAIA_STUDIO_PORT":"flag","GAIA_WORKER_JOBS":"flag"}' };
    const { sources } = read({ ...handed, GAIA_STUDIO_PORT: '5000', GAIA_GATEWAY_PORT: '5001' });
    expect(sources).toMatchObject({
      GAIA_STUDIO_PORT: 'flag',
      GAIA_GATEWAY_PORT: 'environment',
      GAIA_WORKER_JOBS: 'default',
    });
    expect(read({ GAIA_SETTING_SOURCES: '{"GAIA_HOME":"nonsense"}' }).sources.GAIA_HOME).toBe('environment');
  });

  it('an empty variable is none', () => {
    expect(read({ GAIA_STUDIO_PORT: '' }).values.GAIA_STUDIO_PORT).toBe(3000);
  });

  it('that are wrong are all named, with where they came from', () => {
    writeConfig({ GAIA_GATEWAY_PORT: 99_999 });
    const wrong = () => read({ GAIA_STUDIO_PORT: 'abc', DATABASE_URL: 'nowhere' });
    expect(wrong).toThrow(/DATABASE_URL \(from environment\): .*URL/);
    expect(wrong).toThrow(/GAIA_STUDIO_PORT \(from environment\)/);
    expect(wrong).toThrow(/GAIA_GATEWAY_PORT \(from config.json\): .*65535/);
  });

  it('in a config.json that is none are refused with the file', () => {
    for (const content of ['{', '[1]', '"x"']) {
      writeConfig(content);
      expect(() => read()).toThrow(`${path.join(home, 'config.json')} is not a JSON object`);
    }
  });

  it('take the secret key from a file, and only a key', () => {
    const file = path.join(home, 'key');
    const key = 'ab'.repeat(32);
    writeFileSync(file, `${key}\n`);
    expect(read({ GAIA_SECRET_KEY_FILE: file }).values.GAIA_SECRET_KEY).toBe(key);
    expect(() => read({ GAIA_SECRET_KEY_FILE: '/nowhere/key' })).toThrow("/nowhere/key, which can't be read");
    writeFileSync(file, 'short');
    expect(() => read({ GAIA_SECRET_KEY_FILE: file })).toThrow(/GAIA_SECRET_KEY_FILE names .*64 hexadecimal digits/);
    expect(() => read({ GAIA_SECRET_KEY: 'short' })).toThrow('64 hexadecimal digits');
  });

  it('are shown with their sources and without secrets', () => {
    const config = read({ GAIA_SECRET_KEY: 'ab'.repeat(32), DATABASE_URL: 'postgres://ada:pass@db/gaia' });
    const shown = shownSettings(config);
    expect(JSON.stringify(shown)).not.toMatch(/abab|pass/);
    expect(shown).toContainEqual({ name: 'DATABASE_URL', value: '••••••', source: 'environment' });
    expect(shown).toContainEqual({ name: 'GAIA_STUDIO_PORT', value: '3000', source: 'default' });
    expect(shown).toContainEqual({ name: 'GAIA_STUDIO_URL', value: '', source: 'default' });
  });
});
