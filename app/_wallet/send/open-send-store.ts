import { type Address, type Hex, isAddress, isHex } from 'viem';
import { z } from 'zod';
import type { SendStore } from './send-types.ts';

const hex = z.custom<Hex>((value) => isHex(value), 'must be hexadecimal');
const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }));
const digits = z.string().regex(/^\d{1,78}$/);
const recordSchema = z.object({
  ...{ key: z.string(), chainId: z.int(), account: address, to: address, data: hex, value: digits },
  ...{ nonce: z.int().nonnegative(), fromBlock: digits, hash: hex.nullable() },
});

/** Keeps what is under way on one chain in the browser; what can't be read is as good as absent. */
export function openSendStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  chainId: number,
): SendStore {
  const place = (key: string) => `gaia-send:${chainId}:${key}`;
  return {
    read(key) {
      try {
        return recordSchema.parse(JSON.parse(storage.getItem(place(key)) ?? 'null'));
      } catch {
        return null;
      }
    },
    write: (record) => storage.setItem(place(record.key), JSON.stringify(record)),
    remove: (key) => storage.removeItem(place(key)),
  };
}
