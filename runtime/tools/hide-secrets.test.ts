import { expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

const secret = 'k&y "with" sp/ace';

it.each([
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ a: secret }).toString(),
  JSON.stringify({ key: secret }),
  Buffer.from(secret).toString('base64'),
])('hides a secret however it is written: %s', (text) => {
  const hidden = hideSecrets(`before ${text} after ${text}`, [secret]);
  expect(hidden).toMatch(/^before .*\[hidden\].* after .*\[hidden\]/);
  expect(hidden).not.toMatch(/ace/);
});

it('leaves texts without secrets, and secrets too short to be any, alone', () => {
  expect(hideSecrets('a b c', ['', 'a', secret])).toBe('a b c');
});
