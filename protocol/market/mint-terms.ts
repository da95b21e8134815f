import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

/** A whole number of up to 78 digits, as it travels in JSON. */
export const digits = z.string().regex(/^(?:0|[1-9]\d{0,77})$/, 'must be a whole number');
export const walletAddress = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'must be an address: 0x and 40 hexadecimal digits');
export const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 0x and 64 hexadecimal digits');
/** A whole number that a contract keeps in so many bits. */
const uint = (bits: number) => digits.refine((text) => BigInt(text) < 2n ** BigInt(bits), `must fit into ${bits} bits`);
const text = (mostBytes: number) =>
  z.string().refine((given) => new TextEncoder().encode(given).length <= mostBytes, `at most ${mostBytes} bytes`);
/** What one licence costs, in base units of its asset. */
export const licencePrice = uint(248);
/** How many licences there may ever be. */
export const licenceCap = uint(64);
const bps = (max: number) => z.int().min(0).max(max);

/** Kinds of components, in the order of their numbers on chain. */
export const deedKinds = ['model', 'knowledge', 'dataset', 'prompt', 'tool', 'plugin', 'agent'] as const;
export type DeedKind = (typeof deedKinds)[number];

/** What a licence is for: `seat`, one node each; `domain`, every node an operator has admitted. Numbers as on chain. */
export const licenceScopes = { seat: 0, domain: 1 } as const;
const scope = z.union([z.literal(0), z.literal(1)]);

const versionTermsSchema = z.object({
  contentRoot: bytes32,
  manifestHash: bytes32,
  cid: text(limits.cidBytes),
  /** Zero bytes for public content. */
  keyCommitment: bytes32,
  licenceHash: bytes32,
});
export type VersionTerms = z.infer<typeof versionTermsSchema>;

const scopeTermsSchema = z.object({
  scope,
  /** Licences that may ever exist; 0 for no cap. */
  supplyCap: licenceCap,
  /** 0 for ever. */
  durationSeconds: z.int().min(0).max(1_000_000_000),
  isSoulbound: z.boolean(),
});
export type ScopeTerms = z.infer<typeof scopeTermsSchema>;

const licenceOfferSchema = z.object({ scope, asset: walletAddress, price: licencePrice });
export type LicenceOffer = z.infer<typeof licenceOfferSchema>;

/** ComponentRegistry's `MintTerms`, as JSON: what a deed says for ever, and what it offers at first. */
export const mintTermsSchema = z.object({
  creator: walletAddress,
  keyIssuer: walletAddress,
  kind: z
    .int()
    .min(0)
    .max(deedKinds.length - 1),
  askBps: bps(limits.askBps),
  royaltyBps: bps(limits.royaltyBps),
  uri: text(limits.deedUriBytes),
  version: versionTermsSchema,
  parents: z.array(z.object({ id: digits, bps: z.int().min(1).max(limits.parentBps) })).max(limits.parentsPerDeed),
  scopes: z.array(scopeTermsSchema).max(2),
  offers: z.array(licenceOfferSchema).max(8),
});
export type MintTerms = z.infer<typeof mintTermsSchema>;

/** A creator's signed promise that anyone may mint these terms for them until the deadline. */
export const mintVoucherSchema = z.object({
  terms: mintTermsSchema,
  nonce: digits,
  /** Unix seconds. */
  deadline: digits,
});
export type MintVoucher = z.infer<typeof mintVoucherSchema>;

/** Public content has this commitment. */
export const noCommitment = `0x${'0'.repeat(64)}` as const;
