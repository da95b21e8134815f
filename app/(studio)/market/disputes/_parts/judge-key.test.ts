import { expect, test } from 'vitest';
import { keyCommitment } from '#protocol/market/key-commitment.ts';
import { judgeKey } from './judge-key.ts';

const [contentRoot, key, salt] = [`0x${'1a'.repeat(32)}`, `0x${'2b'.repeat(32)}`, `0x${'3c'.repeat(32)}`] as const;
const commitment = keyCommitment({ contentRoot, key, salt });

test.each([
  ['promised', key, salt],
  ['promised', ` ${key.toUpperCase()} `, `${salt}\n`],
  ['swapped', salt, key],
  ['other', `${key.slice(0, -1)}0`, salt],
  ['other', key, key],
  ['malformed', key.slice(2), salt],
  ['malformed', key, salt.slice(0, -1)],
  ['malformed', 'the key', 'the salt'],
  ['untyped', key, '  '],
  ['untyped', '', salt],
])('a key that somebody shows the arbiter is judged %s', (judgement, shownKey, shownSalt) => {
  expect(judgeKey({ contentRoot, commitment, key: shownKey, salt: shownSalt })).toBe(judgement);
});

test('of other content it is another key', () => {
  expect(judgeKey({ contentRoot: `0x${'4d'.repeat(32)}`, commitment, key, salt })).toBe('other');
});
