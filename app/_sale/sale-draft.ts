import type { SalePreset } from '#protocol/market/preset-terms.ts';

/** What a creator has typed so far; texts stay as typed until they are read. Shares are percents. */
export interface SaleDraft {
  preset: SalePreset;
  isPrivate: boolean;
  /** An SPDX identifier, or `own`. */
  licence: string;
  ownLicence: string;
  /** An empty price: not sold in this asset. */
  prices: { asset: string; symbol: string; decimals: number; seat: string; domain: string }[];
  ask: string;
  royalty: string;
  /** Empty: as many as are wanted. */
  seatCap: string;
  domainCap: string;
  /** Empty: for ever. */
  days: string;
  isSoulbound: boolean;
  parents: { id: string; name: string; share: string }[];
}

export const ownLicence = 'own';

/** Another way to sell begins with its own price, openness and share; what else was typed stays. */
export function switchPreset(draft: SaleDraft, fresh: SaleDraft): SaleDraft {
  const { preset, isPrivate, prices, ask } = fresh;
  return { ...draft, preset, isPrivate, prices, ask };
}
