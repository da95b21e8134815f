import { afterEach, expect, test, vi } from 'vitest';
import { scrubbedEnvironment } from './scrubbed-environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a child gets what any program needs, proxies and certificates among it', () => {
  const names = [
    'PATH',
    'HOME',
    'LANG',
    'LC_ALL',
    'TMPDIR',
    'https_proxy',
    'NO_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'PIP_INDEX_URL',
  ];
  for (const name of names) vi.stubEnv(name, `of ${name}`);
  expect(scrubbedEnvironment({})).toMatchObject(Object.fromEntries(names.map((name) => [name, `of ${name}`])));
});

test('keys and settings of ours or others never reach a child by themselves', () => {
  const names = ['GAIA_SECRET_KEY', 'DATABASE_URL', 'GAIA_HOME', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS', 'MY_PATH'];
  for (const name of names) vi.stubEnv(name, 'secret');
  expect(Object.keys(scrubbedEnvironment({}))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(`^(${names.join('|')})$`)]),
  );
});

test('its own settings win, and it runs in production unless they say otherwise', () => {
  vi.stubEnv('PATH', 'ours');
  expect(scrubbedEnvironment({ PATH: 'its' })).toMatchObject({ PATH: 'its', NODE_ENV: 'production' });
  expect(scrubbedEnvironment({ NODE_ENV: 'development' })).toMatchObject({ NODE_ENV: 'development' });
});
