import { type Address, isAddress } from 'viem';
import { z } from 'zod';

const address = z.custom<Address>(
  (value) => typeof value === 'string' && isAddress(value, { strict: false }),
  'must be an address: 0x and 40 hexadecimal digits',
);

/** Where each contract of the product lies on a chain. */
const contractAddressesSchema = z.strictObject({
  networkToken: address,
  /** Play money; null on every chain but the local one. */
  mockUsd: address.nullable(),
  revenueLedger: address,
  nodeRegistry: address,
  componentRegistry: address,
  componentLicence: address,
  componentMarket: address,
  domainRegistry: address,
});
export type ContractAddresses = z.infer<typeof contractAddressesSchema>;

/** A token that prices may be in. */
const paymentAssetSchema = z.strictObject({
  address,
  symbol: z.string().min(1).max(32),
  decimals: z.int().min(0).max(36),
});
export type PaymentAsset = z.infer<typeof paymentAssetSchema>;

/** The chain that an installation uses: all that a program, a node or a browser needs to read it and to sign for it. */
export const chainFactsSchema = z.strictObject({
  chainId: z.int().positive(),
  /** Where this machine's programs reach the chain; browsers go through the studio. */
  rpcUrl: z.url(),
  /** True for the chain that `npm run up` started on this machine. Its money is worth nothing. */
  isLocal: z.boolean(),
  contracts: contractAddressesSchema,
  /** Tokens that sellers may ask for, the usual one first. */
  assets: z.array(paymentAssetSchema).min(1),
  /** The block before which no contract had any event. */
  startBlock: z.int().nonnegative(),
});
export type ChainFacts = z.infer<typeof chainFactsSchema>;
