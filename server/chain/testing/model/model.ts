import type { Address, Hex } from 'viem';

export interface Share {
  id: bigint;
  bps: bigint;
}

export interface Version {
  root: Hex;
  isPrivate: boolean;
}

export interface Deed {
  id: bigint;
  creator: Address;
  owner: Address;
  royaltyBps: bigint;
  transferNonce: bigint;
  /** All ancestors that are paid, with what each keeps. */
  ancestors: Share[];
  scope: { supplyCap: bigint; durationSeconds: bigint; isSoulbound: boolean };
  versions: Version[];
  offers: Map<Address, bigint>;
  supply: bigint;
}

export interface Holding {
  units: bigint;
  held: bigint;
  expiresAt: bigint;
  transferNonce: bigint;
  inUse: bigint;
  inUseUntil: bigint;
  releaseNonce: bigint;
}

/** States by their number in the contract: 0 none, 1 held, 2 delivered, 3 paid, 4 refunded, 5 disputed. */
export interface HeldPurchase {
  buyer: Address;
  recipient: Address;
  state: number;
  version: number;
  isRenewal: boolean;
  deadline: bigint;
  quantity: bigint;
  seller: Address;
  deed: bigint;
  asset: Address;
  price: bigint;
}

export interface Listing {
  seller: Address;
  isDeed: boolean;
  expiresAt: bigint;
  asset: Address;
  units: bigint;
  deed: bigint;
  price: bigint;
  transferNonce: bigint;
}

export interface ModelFacts {
  market: Address;
  ledger: Address;
  treasury: Address;
  arbiter: Address;
  feeBps: bigint;
  deliverySeconds: bigint;
  challengeSeconds: bigint;
}

/** Market, licences and ledger as plain values; written from the rules, not from the contracts. */
export interface Model {
  facts: ModelFacts;
  /** Time of the next block. */
  now: bigint;
  deeds: Deed[];
  /** By number; null for those of public content, which leave no record. */
  purchases: (HeldPurchase | null)[];
  /** By number; null once sold or cancelled. */
  listings: (Listing | null)[];
  holdings: Map<string, Holding>;
  /** Tokens and claims, by asset and account. */
  balances: Map<string, bigint>;
  owed: Map<string, bigint>;
}

/** A refusal, by the name that the contract's error has. */
export class Refusal extends Error {}

/** Throws the refusal when `isRefused`. */
export function refuseIf(isRefused: boolean, error: string): void {
  if (isRefused) throw new Refusal(error);
}

/** A market on which nothing has happened yet. */
export function newModel(facts: ModelFacts, now: bigint): Model {
  return {
    ...{ facts, now, deeds: [], purchases: [], listings: [] },
    ...{ holdings: new Map(), balances: new Map(), owed: new Map() },
  };
}

/** What an account holds or is owed of an asset. */
export function amountOf(amounts: Map<string, bigint>, asset: Address, account: Address): bigint {
  return amounts.get(`${asset} ${account}`) ?? 0n;
}

/** Adds to (or takes from) what an account holds or is owed. */
export function addAmount(amounts: Map<string, bigint>, of: { asset: Address; account: Address }, by: bigint): void {
  amounts.set(`${of.asset} ${of.account}`, amountOf(amounts, of.asset, of.account) + by);
}

/** Moves tokens between accounts. */
export function move(model: Model, asset: Address, way: { from: Address; to: Address; amount: bigint }): void {
  addAmount(model.balances, { asset, account: way.from }, -way.amount);
  addAmount(model.balances, { asset, account: way.to }, way.amount);
}

/** The deed with that id. */
export function deedOf(model: Model, id: bigint): Deed {
  const deed = model.deeds[Number(id) - 1];
  if (!deed) throw new Error(`The model has no deed ${id}.`);
  return deed;
}

/** What an account has of a deed's seats; made when first asked for. */
export function holdingOf(model: Model, account: Address, id: bigint): Holding {
  const key = `${account} ${id}`;
  const none = { units: 0n, held: 0n, expiresAt: 0n, transferNonce: 0n, inUse: 0n, inUseUntil: 0n, releaseNonce: 0n };
  const holding = model.holdings.get(key) ?? none;
  model.holdings.set(key, holding);
  return holding;
}
