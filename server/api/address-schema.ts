import { type Address, getAddress, isAddress, zeroAddress } from 'viem';
import { z } from 'zod';

/** An address in any spelling, as EIP-55 writes it; a checksum that is there has to be right, and nobody has the zero address. */
export const addressSchema = z
  .string()
  .refine(
    (text) => isAddress(text) || /^0x[0-9a-f]{40}$/.test(text),
    'An address is 0x and 40 hexadecimal digits; this one has a typing error.',
  )
  .refine((text) => text !== zeroAddress, 'Nobody has this address.')
  .transform((text): Address => getAddress(text));
