import { expect, test } from 'vitest';
import { formatAmount } from './format-amount.ts';

const usd = { decimals: 6, symbol: 'mUSD' };
const gaia = { decimals: 18, symbol: 'GAIA' };

test('an amount is grouped, has two decimals at least and six at most, and never shows more than there is', () => {
  expect(formatAmount('25000000', usd, 'en')).toBe('25.00 mUSD');
  expect(formatAmount('1234567890123', usd, 'en')).toBe('1,234,567.890123 mUSD');
  expect(formatAmount(10n ** 18n + 123_456_789_999_999_999n, gaia, 'en')).toBe('1.123456 GAIA');
  expect(formatAmount('1', gaia, 'en')).toBe('< 0.000001 GAIA');
  expect(formatAmount('0', usd, 'en')).toBe('0.00 mUSD');
  expect(formatAmount('7', { decimals: 0, symbol: 'X' }, 'en')).toBe('7 X');
  expect(formatAmount('1234560000', usd, 'de')).toBe('1.234,56 mUSD');
});
