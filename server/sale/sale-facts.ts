import type { ChainFacts, PaymentAsset } from '#protocol/chain/chain-facts.ts';
import { limits } from '#protocol/limits.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';
import type { Deps } from '#server/deps-type.ts';

export interface SaleFacts {
  /** Null where the installation uses no chain. */
  chain: Pick<ChainFacts, 'chainId' | 'contracts' | 'isLocal'> | null;
  /** What prices can be in, the usual one first. */
  assets: PaymentAsset[];
  licences: readonly string[];
  limits: { askBps: number; royaltyBps: number; parentBps: number; readmeLength: number; coverBytes: number };
}

/** What the screens of the market have to know before anything is chosen. */
export function saleFacts(deps: Pick<Deps, 'chain'>): SaleFacts {
  const { askBps, royaltyBps, parentBps, readmeLength, coverBytes } = limits;
  const facts = deps.chain?.facts;
  return {
    chain: facts ? { chainId: facts.chainId, contracts: facts.contracts, isLocal: facts.isLocal } : null,
    assets: facts?.assets ?? [],
    licences: spdxLicences,
    limits: { askBps, royaltyBps, parentBps, readmeLength, coverBytes },
  };
}
