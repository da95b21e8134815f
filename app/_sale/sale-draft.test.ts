import { describe, expect, test } from 'vitest';
import { openSaleDraft, writeSaleDraft } from './open-sale-draft.ts';
import { readSaleDraft } from './read-sale-draft.ts';
import { type SaleDraft, switchPreset } from './sale-draft.ts';

const usd = { address: `0x${'a'.repeat(40)}`, symbol: 'mUSD', decimals: 6, isStable: true };
const gaia = { address: `0x${'b'.repeat(40)}`, symbol: 'GAIA', decimals: 18, isStable: false };
const facts = {
  kind: 'knowledge' as const,
  licence: '',
  assets: [usd, gaia],
  parents: [{ deedId: '7', name: 'Bees', bps: 500 }],
};

const sell = (change: Partial<SaleDraft> = {}) => ({ ...openSaleDraft('sell', facts), ...change });
const priced = (seat: string, domain = '') => [{ ...usd, asset: usd.address, seat, domain }];

describe('a sale', () => {
  test('starts as its preset says, with the parents that were found', () => {
    expect(readSaleDraft(openSaleDraft('earn', facts)).choices).toMatchObject({
      isPrivate: false,
      licence: 'CC-BY-4.0',
      askBps: 500,
      prices: [{ asset: usd.address, seat: '0', domain: '0' }],
      parents: [{ id: '7', bps: 500 }],
    });
    expect(readSaleDraft(sell()).choices).toMatchObject({
      isPrivate: true,
      prices: [{ asset: usd.address, seat: '25000000', domain: null }],
    });
    expect(readSaleDraft(openSaleDraft('hosted', facts)).choices).toMatchObject({ isPrivate: true, prices: [] });
    expect(openSaleDraft('earn', { ...facts, kind: 'tool' }).licence).toBe('MIT');
    // What it was added under stays what it is sold under.
    expect(openSaleDraft('sell', { ...facts, kind: 'model', licence: 'Apache-2.0' }).licence).toBe('Apache-2.0');
    expect(openSaleDraft('sell', { ...facts, kind: 'model', licence: 'nothing known' }).licence).toBe('CC-BY-4.0');
  });

  test('goes on where it was left', () => {
    const draft = sell({ prices: priced('12.50', '0'), seatCap: '10', days: '365', royalty: '7.5', isSoulbound: true });
    const { choices } = readSaleDraft(draft);
    expect(choices).toMatchObject({ seatCap: '10', durationDays: 365, royaltyBps: 750, isSoulbound: true });
    if (!choices) return;
    const again = writeSaleDraft(choices, facts);
    expect(again.parents).toEqual([{ id: '7', name: 'Bees', share: '5' }]);
    expect(readSaleDraft(again).choices).toEqual(choices);
  });

  test('by another preset keeps what was typed beside its price, openness and share', () => {
    const typed = sell({
      licence: 'own',
      ownLicence: 'As you like it.',
      royalty: '7.5',
      days: '30',
      prices: priced('12'),
    });
    const earn = switchPreset(typed, openSaleDraft('earn', facts));
    expect(earn).toMatchObject({ preset: 'earn', isPrivate: false, ask: '5', prices: [{ seat: '0' }, {}] });
    expect(earn).toMatchObject({ ownLicence: 'As you like it.', royalty: '7.5', days: '30', parents: typed.parents });
  });

  test('by a text of its own is read back as such', () => {
    const text = 'Whoever holds a licence may run it on one node, and show its answers to anybody.';
    const { choices } = readSaleDraft(sell({ licence: 'own', ownLicence: text }));
    expect(choices?.licence).toBe(text);
    if (choices) expect(writeSaleDraft(choices, facts)).toMatchObject({ licence: 'own', ownLicence: text });
  });

  test.each([
    ['price', { prices: priced('free') }],
    ['price', { prices: priced('0.0000001') }],
    ['noPrice', { prices: priced('') }],
    ['licence', { licence: 'own', ownLicence: 'Ask me.' }],
    ['ask', { ask: '20.01' }],
    ['royalty', { royalty: '-1' }],
    ['cap', { seatCap: 'ten' }],
    ['cap', { seatCap: '0' }],
    ['price', { prices: priced('1,000') }],
    ['days', { days: '10001' }],
    ['days', { days: '0' }],
    ['parents', { parents: [{ id: '7', name: '', share: '50.01' }] }],
    ['parents', { parents: [{ id: '7', name: '', share: '0' }] }],
  ])('says what is wrong: %s', (problem, change) => {
    expect(readSaleDraft(sell(change)).problems).toEqual([problem]);
  });
});
