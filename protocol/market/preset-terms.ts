import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import {
  type DeedKind,
  digits,
  type LicenceOffer,
  licenceCap,
  licencePrice,
  licenceScopes,
  type ScopeTerms,
  walletAddress,
} from './mint-terms.ts';

/** The ways to sell: earn a share by use with a free licence, sell licences, or answer on the creator's node only. */
const salePresets = ['earn', 'sell', 'hosted'] as const;
export type SalePreset = (typeof salePresets)[number];

/** The ways that a kind can be sold: only knowledge is searched on its creator's node. */
export function presetsOf(kind: DeedKind): readonly SalePreset[] {
  return kind === 'knowledge' ? salePresets : salePresets.filter((preset) => preset !== 'hosted');
}

/** What a creator decides; the rest of the terms follows from the version and the account. Prices in base units of the asset. */
export const saleChoicesSchema = z.object({
  preset: z.enum(salePresets),
  /** Encrypted, with a key for each buyer; else anybody can read it. */
  isPrivate: z.boolean(),
  /** SPDX identifier, or the text of an own licence. */
  licence: z.string().trim().min(1, 'Choose a licence, or write one.').max(limits.licenceTextLength),
  /** Share of a domain's revenue that is asked for its use. */
  askBps: z.int().min(0).max(limits.askBps),
  /** Share of each resale. */
  royaltyBps: z.int().min(0).max(limits.royaltyBps),
  /** One price for a seat and one for a domain, in each asset that is taken. */
  prices: z
    .array(z.object({ asset: walletAddress, seat: licencePrice.nullable(), domain: licencePrice.nullable() }))
    .max(4)
    .default([]),
  seatCap: licenceCap.default('0'),
  domainCap: licenceCap.default('0'),
  durationDays: z.int().min(0).max(10_000).default(0),
  isSoulbound: z.boolean().default(false),
  parents: z
    .array(z.object({ id: digits, bps: z.int().min(1).max(limits.parentBps) }))
    .max(limits.parentsPerDeed)
    .default([]),
});
export type SaleChoices = z.infer<typeof saleChoicesSchema>;

/** Choices as a preset starts them: what the dialog shows before anything is unfolded. */
export function presetChoices(
  preset: SalePreset,
  facts: { licence: string; assets: readonly string[]; priceOf: (asset: string) => string },
): SaleChoices {
  const [asset] = facts.assets;
  const shared = { preset, licence: facts.licence, royaltyBps: 500, seatCap: '0', domainCap: '0' };
  const open = { ...shared, durationDays: 0, isSoulbound: false, parents: [] };
  if (preset === 'earn') {
    const prices = asset ? [{ asset, seat: '0', domain: '0' }] : [];
    return { ...open, isPrivate: false, askBps: 500, prices };
  }
  if (preset === 'hosted') return { ...open, isPrivate: true, askBps: 0, prices: [] };
  const prices = facts.assets.map((one) => ({ asset: one, seat: facts.priceOf(one), domain: null }));
  return { ...open, isPrivate: true, askBps: 300, prices };
}

/** Scopes and offers that choices mean on chain. A scope that isn't sold in any asset isn't there; hosted sells none. */
export function licenceTerms(choices: SaleChoices): { scopes: ScopeTerms[]; offers: LicenceOffer[] } {
  if (choices.preset === 'hosted') return { scopes: [], offers: [] };
  const offers = choices.prices.flatMap(({ asset, seat, domain }) => [
    ...(seat === null ? [] : [{ scope: licenceScopes.seat, asset, price: seat }]),
    ...(domain === null ? [] : [{ scope: licenceScopes.domain, asset, price: domain }]),
  ]);
  const caps = { [licenceScopes.seat]: choices.seatCap, [licenceScopes.domain]: choices.domainCap };
  const sold = [licenceScopes.seat, licenceScopes.domain].filter((scope) => offers.some((one) => one.scope === scope));
  const scopes = sold.map((scope) => ({
    scope,
    supplyCap: caps[scope],
    durationSeconds: choices.durationDays * 86_400,
    isSoulbound: choices.isSoulbound,
  }));
  return { scopes, offers };
}
