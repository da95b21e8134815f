import { describe, expect, test } from 'vitest';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { formatDollars } from './format-dollars.ts';
import { readAmount } from './read-amount.ts';
import { writeAmount } from './write-amount.ts';

const mUsd = { symbol: 'mUSD', decimals: 6, isStable: true };
const gaia = { symbol: 'GAIA', decimals: 18, isStable: false };

describe('an amount', () => {
  test.each([
    ['25', '25000000'],
    ['12.5', '12500000'],
    ['12,50', '12500000'],
    ['1 200.000001', '1200000001'],
    ['0', '0'],
    ['.5', null],
    ['1,200', null],
    ['1.200', '1200000'],
    ['0.0000001', null],
    ['-1', null],
    ['1e6', null],
    ['1.2.3', null],
    ['', null],
  ])('typed as "%s" is %s base units', (text, amount) => {
    expect(readAmount(text, 6)).toBe(amount);
  });

  test('is written back as it was typed', () => {
    expect(writeAmount(readAmount('12.50', 6) ?? '', 6)).toBe('12.5');
  });

  test.each([
    ['25000000', '25.00 mUSD', '$25.00'],
    ['1234567890', '1,234.56789 mUSD', '$1,234.56789'],
    ['1', '0.000001 mUSD', '$0.000001'],
    ['0', '0.00 mUSD', '$0.00'],
    ['5000', '0.005 mUSD', '$0.005'],
  ])('of %s is read as %s, %s', (amount, tokens, dollars) => {
    expect(formatAmount(amount, mUsd, 'en')).toBe(tokens);
    expect(formatDollars(amount, mUsd, 'en')).toBe(dollars);
  });

  test('beyond what a float holds loses no digit, and has no dollars where nobody knows the price', () => {
    const amount = '123456789012345678901234567890';
    expect(formatAmount(amount, gaia, 'en')).toBe('123,456,789,012.345678 GAIA');
    expect(formatAmount('9007199254740993000000000000000000', gaia, 'en')).toBe('9,007,199,254,740,993.00 GAIA');
    expect(formatDollars(amount, gaia, 'en')).toBeNull();
  });
});
