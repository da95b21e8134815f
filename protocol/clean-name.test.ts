import { expect, test } from 'vitest';
import { cleanName } from './clean-name.ts';

test.each([
  ['Bees', 'Bees'],
  ['  two   words\n', 'two words'],
  ['نص 🐝👩‍🌾', 'نص 🐝👩‍🌾'],
  ['Free” \u202Eyap uoy\u202C', 'Free” yap uoy'],
  ['\u2067a\u2069\u0000b\u200F', 'a b'],
  ['\u202E\u200E', ''],
])('%o is the name %o', (given, name) => {
  expect(cleanName(given)).toBe(name);
});
