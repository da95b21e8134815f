import { expect, test } from 'vitest';
import { keyWords } from './key-words.ts';

const call = { to: '0x0000000000000000000000000000000000000001', data: '0x' } as const;
const refund = { kind: 'refund' as const, call, amount: '1' };
const none = { refundReason: null, isBondLost: false, own: null };
const mine = (key: 'waiting' | 'right' | 'wrong' | 'unreadable', remedies: (typeof refund)[] = []) => ({
  ...none,
  own: { key, remedies },
});

test.each([
  ['held', mine('waiting'), 'held'],
  ['held', mine('waiting', [refund]), 'late'],
  ['held', none, 'held'],
  ['delivered', mine('waiting'), 'delivered'],
  ['delivered', mine('right'), 'delivered'],
  ['delivered', mine('wrong'), 'wrong'],
  ['delivered', mine('unreadable'), 'unreadable'],
  ['disputed', mine('unreadable'), 'disputed'],
  ['disputed', mine('unreadable', [refund]), 'undecided'],
  ['paid', mine('right'), 'paid'],
  ['paid', { ...mine('right'), isBondLost: true }, 'lost'],
  ['refunded', { ...mine('wrong'), refundReason: 'bad-key' }, 'refunded-bad-key'],
  ['refunded', { ...mine('waiting'), refundReason: 'undelivered' }, 'refunded-undelivered'],
  ['refunded', { ...none, refundReason: 'dispute-timeout' }, 'refunded-dispute-timeout'],
  ['refunded', { ...none, refundReason: 'other' }, 'refunded'],
])('a purchase that is %s is told by the words that fit: %o', (state, rest, words) => {
  expect(keyWords({ state, ...rest })).toBe(words);
});
