import type { DeedKind, LicenceOffer, ScopeTerms } from '#protocol/market/mint-terms.ts';
import type { SalePreset } from '#protocol/market/preset-terms.ts';
import type { EvaluationScore } from '#server/sale/evaluation/evaluation-result.ts';
import type { CheckResult } from '#server/sale/sale-state.ts';

/** A component in the market, as lists show it. Amounts are digit strings in units of the asset. */
export interface Listing {
  /** Deed id where it is minted, else the component's id: what `market.page` takes. */
  id: string;
  deedId: string | null;
  componentId: string;
  kind: DeedKind;
  name: string;
  summary: string;
  /** Wallet that created it. */
  creator: string;
  creatorName: string;
  language: string;
  tags: string[];
  /** Path of its picture, re-encoded here; null without one. */
  coverPath: string | null;
  preset: SalePreset;
  isPrivate: boolean;
  /** SPDX identifier, or `own`. */
  licence: string;
  offers: LicenceOffer[];
  sizeBytes: number;
  listedAt: Date;
  /** When its newest version came. */
  updatedAt: Date;
  /** Share asked of what a domain earns with it. */
  askBps: number;
  sales: number;
  rating: { stars: number | null; count: number };
  canTry: boolean;
  isHosted: boolean;
  /** Whether a node of the reader's has room for it; null when none was named. */
  fitsNode: boolean | null;
}

export interface DeedRef {
  deedId: string;
  name: string;
  kind: DeedKind | null;
  bps: number;
}

interface MarketVersion {
  number: number;
  contentRoot: string;
  manifestHash: string;
  cid: string;
  isPrivate: boolean;
  createdAt: Date;
  /** What was measured of exactly this content, by its creator's own node; null where nothing is attached. */
  evaluation: EvaluationScore | null;
}

export interface Holder {
  account: string;
  scope: number;
  units: number;
  expiresAt: Date | null;
  /** Its time is over. */
  hasEnded: boolean;
}

/** A resale offer. */
export interface Resale {
  /** It can't be bought any more, because what it offers changed hands; only its seller is still shown it. */
  isStale: boolean;
  listingId: string;
  kind: 'deed' | 'licence';
  seller: string;
  scope: number | null;
  units: number;
  asset: string;
  price: string;
  transferNonce: string;
  expiresAt: Date;
}

/** What a reader sees of a component before buying it. */
export interface ComponentPage extends Listing {
  description: string;
  /** Markdown; render it without HTML. */
  readme: string;
  samples: { title: string; text: string }[];
  licenceText: string;
  /** Facts of the newest version by kind: numbers of documents and passages, embedding model, functions, capabilities, parts. */
  contents: { label: string; value: string }[];
  checks: CheckResult[];
  versions: MarketVersion[];
  parents: DeedRef[];
  usedBy: DeedRef[];
  holders: Holder[];
  revenue: { asset: string; amount: string }[];
  scopes: ScopeTerms[];
  royaltyBps: number;
  /** Owner of the deed now; the creator before it is minted. */
  owner: string;
  resales: Resale[];
  trial: TrialFacts | null;
  /** Why the operator took it down; only its creator, its holders and the operator get such a page. */
  takenDownReason: string | null;
  /** What it means for the reader. */
  mine: {
    isCreator: boolean;
    /** For the creator: the newest version that is on sale, as their studio keeps it. */
    versionId: string | null;
    isOwner: boolean;
    holdings: Holder[];
    canRate: boolean;
    isInLibrary: boolean;
  };
}

export interface TrialFacts {
  /** Left for the reader today. */
  questionsLeft: number;
  /** False where it can only be searched by its licence holders. */
  takesQuestions: boolean;
  isHosted: boolean;
  passagesPerCall: number;
  /** Passages that the reader's wallets may still be handed, of how many in all. */
  coverageLeft: number;
  chunkCount: number;
  /** False while the creator's node is away. */
  isNodeReady: boolean;
}
