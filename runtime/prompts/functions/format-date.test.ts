import { expect, it } from 'vitest';
import { formatDate } from './format-date.ts';

const now = new Date('2028-01-31T23:05:09Z');
const format = (pattern: string, offset?: string, timeZone = 'UTC') =>
  formatDate({ now, timeZone, format: pattern, offset });

it('a date is written as its format says, other letters stay', () => {
  expect(format('dddd, D MMMM YYYY')).toBe('Monday, 31 January 2028');
  expect(format('ddd DD.MM.YY HH:mm:ss')).toBe('Mon 31.01.28 23:05:09');
  expect(format('Q/MMM')).toBe('Q/Jan');
});

it('a date is that of its zone', () => {
  expect(format('YYYY-MM-DD HH', undefined, 'Asia/Tokyo')).toBe('2028-02-01 08');
});

it('a moved date stays in the month it was moved to', () => {
  expect(format('YYYY-MM-DD', '+1m')).toBe('2028-02-29');
  expect(format('YYYY-MM-DD', '-1y')).toBe('2027-01-31');
  expect(format('YYYY-MM-DD HH', '+2h')).toBe('2028-02-01 01');
  expect(format('YYYY-MM-DD', '-2w')).toBe('2028-01-17');
  expect(() => format('YYYY', 'soon')).toThrow("can't move a date");
});
