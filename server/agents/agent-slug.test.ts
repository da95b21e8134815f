import { expect, it } from 'vitest';
import { agentSlug } from './agent-slug.ts';

it.each([
  ['Über Füße', 'uber-fusse'],
  ['GROẞE STRASSE', 'grosse-strasse'],
  ['Smørrebrød & Æbler', 'smorrebrod-aebler'],
  ['Łódź guide', 'lodz-guide'],
  ['İstanbul ışık', 'istanbul-isik'],
  ["L'œuvre d’été", 'l-oeuvre-d-ete'],
  ["Ada's bees and Bob’s", 'adas-bees-and-bobs'],
  ['Ⅳ ﬁrst', 'iv-first'],
  ['  --Hello,  World!--  ', 'hello-world'],
  ['日本語', 'agent'],
  ['🙂', 'agent'],
  ['ß'.repeat(64), 's'.repeat(60)],
])('the agent "%s" is called %s', (name, slug) => {
  expect(agentSlug(name)).toBe(slug);
});
