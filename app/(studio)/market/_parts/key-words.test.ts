import { expect, test } from 'vitest';
import { keyWords } from './key-words.ts';

const none = { refundReason: null, isBondLost: false, own: null, isLate: false };
const mine = (key: 'waiting' | 'right' | 'wrong' | 'unreadable', isLate = false) => ({
  ...none,
  isLate,
  own: { key },
});

test.each([
  ['held', mine('waiting'), 'held'],
  ['held', mine('waiting', true), 'late'],
  ['held', none, 'held'],
  ['held', { ...none, isLate: true }, 'late'],
  ['delivered', mine('waiting'), 'delivered'],
  ['delivered', mine('right'), 'delivered'],
  ['delivered', mine('right', true), 'over'],
  ['delivered', mine('wrong'), 'wrong'],
  ['delivered', mine('wrong', true), 'wrong-over'],
  ['delivered', mine('unreadable'), 'unreadable'],
  ['delivered', mine('unreadable', true), 'unreadable-over'],
  ['disputed', mine('unreadable'), 'disputed'],
  ['disputed', mine('unreadable', true), 'undecided'],
  ['paid', mine('right'), 'paid'],
  ['paid', mine('unreadable'), 'paid-unread'],
  ['paid', { ...mine('right'), isBondLost: true }, 'lost'],
  ['refunded', { ...mine('wrong'), refundReason: 'bad-key' }, 'refunded-bad-key'],
  ['refunded', { ...mine('waiting'), refundReason: 'undelivered' }, 'refunded-undelivered'],
  ['refunded', { ...none, refundReason: 'dispute-timeout' }, 'refunded-dispute-timeout'],
  ['refunded', { ...none, refundReason: 'other' }, 'refunded'],
])('a purchase that is %s is told by the words that fit: %o', (state, rest, words) => {
  expect(keyWords({ state, ...rest })).toBe(words);
});
