import type { Address } from 'viem';
import { type Deed, deedOf, type Model, refuseIf, type Share, type Version } from './model.ts';

const allBps = 10_000n;

export interface NewDeed {
  creator: Address;
  royaltyBps: bigint;
  parents: Share[];
  scope: Deed['scope'];
  version: Version;
  offers: [Address, bigint][];
}

/** Mints a deed to its creator. */
export function mintDeed(model: Model, terms: NewDeed): bigint {
  const id = BigInt(model.deeds.length + 1);
  model.deeds.push({
    ...{ id, creator: terms.creator, owner: terms.creator, royaltyBps: terms.royaltyBps, transferNonce: 0n },
    ...{ ancestors: flatten(model, terms.parents), scope: terms.scope, versions: [terms.version], supply: 0n },
    offers: new Map(terms.offers),
  });
  return id;
}

/** Each parent's own ancestors take their part, in whole basis points, out of the parent's. */
function flatten(model: Model, parents: Share[]): Share[] {
  const kept = new Map<bigint, bigint>();
  const add = (id: bigint, bps: bigint) => bps > 0n && kept.set(id, (kept.get(id) ?? 0n) + bps);
  for (const parent of parents) {
    const parts = deedOf(model, parent.id).ancestors.map(({ id, bps }) => ({ id, bps: (bps * parent.bps) / allBps }));
    for (const part of parts) add(part.id, part.bps);
    add(parent.id, parent.bps - parts.reduce((sum, { bps }) => sum + bps, 0n));
  }
  return [...kept].map(([id, bps]) => ({ id, bps }));
}

/** Sets a price; only the owner may. */
export function setOffer(model: Model, caller: Address, offer: { id: bigint; asset: Address; price: bigint }): void {
  const deed = deedOf(model, offer.id);
  refuseIf(deed.owner !== caller, 'ComponentRegistry_NotOwner');
  deed.offers.set(offer.asset, offer.price);
}

/** Stops selling for an asset; only the owner may. */
export function removeOffer(model: Model, caller: Address, offer: { id: bigint; asset: Address }): void {
  const deed = deedOf(model, offer.id);
  refuseIf(deed.owner !== caller, 'ComponentRegistry_NotOwner');
  refuseIf(!deed.offers.delete(offer.asset), 'ComponentRegistry_NotOffered');
}

/** Adds a version; only the owner may. */
export function appendVersion(model: Model, caller: Address, { id, version }: { id: bigint; version: Version }): void {
  const deed = deedOf(model, id);
  refuseIf(deed.owner !== caller, 'ComponentRegistry_NotOwner');
  deed.versions.push(version);
}

/** Hands the deed over. */
export function transferDeed(model: Model, from: Address, { id, to }: { id: bigint; to: Address }): void {
  const deed = deedOf(model, id);
  refuseIf(deed.owner !== from, 'ERC721InsufficientApproval');
  deed.owner = to;
  deed.transferNonce += 1n;
}
