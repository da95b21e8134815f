import { expect, it } from 'vitest';
import { isPublicAddress } from './is-public-address.ts';

it.each([
  '1.1.1.1',
  '93.184.215.14',
  '100.63.255.255',
  '172.32.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
  '64:ff9b::8.8.8.8',
])('%s is of the open internet', (address) => expect(isPublicAddress(address)).toBe(true));

it.each(['', 'example.com', '1.2.3', '64:ff9b::10.0.0.1', '::1.2.3.4', '4000::1', '2001:db8::1', '2002:808:808::1'])(
  '"%s" is not',
  (address) => expect(isPublicAddress(address)).toBe(false),
);
