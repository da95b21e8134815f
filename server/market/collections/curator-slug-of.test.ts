import { expect, test } from 'vitest';
import { curatorSlugOf } from './curator-slug-of.ts';

test.each([
  ['Alpine Hiking', 'alpine-hiking'],
  ['  ALPINE – hiking! ', 'alpine-hiking'],
  ['Ａlpine hiking', 'alpine-hiking'],
  ['登山 2', '登山-2'],
  ['हिन्दी', 'हिन्दी'],
  ['🐝', ''],
])('%o stands in addresses as %o', (name, slug) => {
  expect(curatorSlugOf(name)).toBe(slug);
});
