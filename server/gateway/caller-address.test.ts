import { expect, test } from 'vitest';
import { callerAddress } from './caller-address.ts';

test.each([
  ['203.0.113.7', '', '203.0.113.7'],
  ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['127.0.0.1', '198.51.100.1, 198.51.100.2', '198.51.100.2'],
  ['::ffff:127.0.0.1', '2001:db8::1', '2001:db8::1'],
  ['127.0.0.1', 'somebody', '127.0.0.1'],
  ['127.0.0.1', '', '127.0.0.1'],
])('a call from %s that was forwarded for "%s" counts for %s', (remoteAddress, forwarded, counted) => {
  const headers = new Headers(forwarded ? { 'x-forwarded-for': forwarded } : {});
  expect(callerAddress(remoteAddress, headers)).toBe(counted);
});
