import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-fA-F]+$/);

const scryptSchema = z.object({
  kdf: z.literal('scrypt'),
  kdfparams: z.object({
    n: z.int().min(2).max(2_097_152),
    r: z.int().min(1).max(64),
    p: z.int().min(1).max(64),
    dklen: z.int().min(32).max(64),
    salt: hex,
  }),
});

const pbkdf2Schema = z.object({
  kdf: z.literal('pbkdf2'),
  kdfparams: z.object({
    c: z.int().min(1).max(10_000_000),
    dklen: z.int().min(32).max(64),
    prf: z.literal('hmac-sha256'),
    salt: hex,
  }),
});

/** How a keystore's key is derived from its password. */
const keystoreKdfSchema = z.discriminatedUnion('kdf', [scryptSchema, pbkdf2Schema]);
export type KeystoreKdf = z.infer<typeof keystoreKdfSchema>;

/** Web3 Secret Storage version 3, as Ethereum wallets write it. */
export const keystoreSchema = z.object({
  version: z.literal(3),
  id: z.string().optional(),
  address: z.string().optional(),
  crypto: z
    .object({
      cipher: z.literal('aes-128-ctr'),
      cipherparams: z.object({ iv: hex }),
      ciphertext: hex,
      mac: hex,
    })
    .and(keystoreKdfSchema),
});
export type Keystore = z.infer<typeof keystoreSchema>;
