import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { mintTermsSchema } from './mint-terms.ts';
import { licenceTerms, presetChoices } from './preset-terms.ts';

/** A constant as the contracts have it. */
function constantOf(file: string, name: string): number {
  const source = readFileSync(new URL(`../../contracts/src/${file}`, import.meta.url), 'utf8');
  return Number(new RegExp(`${name} = (\\d+);`).exec(source)?.[1]);
}

test.each([
  ['ComponentRegistry.sol', 'MOST_CID_BYTES', limits.cidBytes],
  ['ComponentRegistry.sol', 'MOST_URI_BYTES', limits.deedUriBytes],
  ['ComponentRegistry.sol', 'MOST_ASK_BPS', limits.askBps],
  ['ComponentRegistry.sol', 'MOST_ROYALTY_BPS', limits.royaltyBps],
  ['ComponentRegistry.sol', 'MOST_ROWS', limits.parentsPerDeed],
  ['libraries/Lineage.sol', 'MOST_BPS', limits.parentBps],
])('terms and %s have the same %s', (file, name, limit) => {
  expect(constantOf(file, name)).toBe(limit);
});

const root = `0x${'1'.repeat(64)}`;
const wallet = `0x${'a'.repeat(40)}`;
const choices = presetChoices('sell', { licence: 'MIT', assets: [wallet], priceOf: () => '1' });
const terms = {
  ...{ creator: wallet, keyIssuer: wallet, kind: 1, askBps: 0, royaltyBps: 0, uri: '', parents: [] },
  version: { contentRoot: root, manifestHash: root, cid: '', keyCommitment: root, licenceHash: root },
  ...licenceTerms(choices),
};
const isTaken = (changed: object) => mintTermsSchema.safeParse({ ...terms, ...changed }).success;
const [offer] = terms.offers;
const [scope] = terms.scopes;

test.each([
  ['as a preset makes them', {}, true],
  ['with the longest content identifier', { version: { ...terms.version, cid: 'é'.repeat(64) } }, true],
  ['with one byte more', { version: { ...terms.version, cid: `${'é'.repeat(64)}a` } }, false],
  ['with a longer address', { uri: 'a'.repeat(513) }, false],
  ['for nothing', { offers: [{ ...offer, price: '0' }] }, true],
  ['for less than nothing', { offers: [{ ...offer, price: '-1' }] }, false],
  ['for the highest price', { offers: [{ ...offer, price: String(2n ** 248n - 1n) }] }, true],
  ['for more', { offers: [{ ...offer, price: String(2n ** 248n) }] }, false],
  ['with the highest supply', { scopes: [{ ...scope, supplyCap: String(2n ** 64n - 1n) }] }, true],
  ['with a higher one', { scopes: [{ ...scope, supplyCap: String(2n ** 64n) }] }, false],
])('terms %s: %o', (_what, changed, taken) => {
  expect(isTaken(changed)).toBe(taken);
});
