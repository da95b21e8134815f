import { expect, it } from 'vitest';
import { assertSafeUrl, assertSameSide } from './assert-safe-url.ts';
import { testWebPolicy } from './testing/open-test-web.ts';

const policy = testWebPolicy([], { privateHosts: ['127.0.0.1:8443'] });

it('an address in the open may not lead to a private host, the other way is free', () => {
  const open = assertSafeUrl('https://example.com/', policy);
  const own = assertSafeUrl('https://127.0.0.1:8443/', policy);
  expect([open.isPrivate, own.isPrivate]).toEqual([false, true]);
  expect(() => assertSameSide(open, own)).toThrow(/example.com redirects to 127.0.0.1:8443, a private host/);
  assertSameSide(own, open);
  assertSameSide(open, open);
  assertSameSide(own, own);
});

it('a private host is allowed with its port only', () => {
  expect(() => assertSafeUrl('https://127.0.0.1/', policy)).toThrow(/private or special address/);
  expect(() => assertSafeUrl('https://127.0.0.1:8444/', policy)).toThrow(/add "127.0.0.1:8444" to "privateHosts"/);
});
