import type { DeedKind, MintTerms, MintVoucher } from '#protocol/market/mint-terms.ts';
import type { SaleChoices } from '#protocol/market/preset-terms.ts';

/** Where a sale stands: nothing signed, a voucher that anyone may mint, or a deed on chain. */
export type SaleStep = 'draft' | 'offered' | 'minted';

/** What the checks look at. */
const checkKinds = ['bundle', 'licence', 'evaluation', 'template', 'instructions', 'personal', 'overlap'] as const;
export type CheckKind = (typeof checkKinds)[number];

export interface CheckResult {
  kind: CheckKind;
  /** `failed` keeps the version from being sold; `warned` is shown to the creator, and to buyers. */
  outcome: 'passed' | 'warned' | 'failed';
  message: string;
  detail: Record<string, unknown>;
}

/** A deed that this content may have been made from. */
export interface ParentSuggestion {
  deedId: string;
  name: string;
  /** Share asked by the parent, as a proposal. */
  bps: number;
  /** `provenance`: its bundle says so; `overlap`: passages are the same. */
  from: 'provenance' | 'overlap';
  /** Of the passages, how many are the parent's; null for provenance. */
  sharePercent: number | null;
}

export interface SaleVersion {
  versionId: string;
  number: number;
  contentRoot: string;
  sizeBytes: number;
  createdAt: Date;
  /** Its number on chain; null where it is not there. */
  deedNumber: number | null;
}

export interface Sale {
  componentId: string;
  name: string;
  description: string;
  kind: DeedKind;
  step: SaleStep;
  /** As the version itself says it; empty where it doesn't. */
  licence: string;
  /** Version that the terms are for; the newest before there are any. */
  versionId: string | null;
  versions: SaleVersion[];
  choices: SaleChoices | null;
  terms: MintTerms | null;
  voucher: MintVoucher | null;
  signature: string | null;
  deedId: string | null;
  /** The wallet that may add versions and change offers now, in lower case; null before there is a deed. */
  deedOwner: string | null;
  parents: ParentSuggestion[];
  checks: CheckResult[];
  takenDownReason: string | null;
}
