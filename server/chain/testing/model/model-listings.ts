import type { Address } from 'viem';
import { deedOf, holdingOf, type Listing, type Model, move, Refusal, refuseIf } from './model.ts';
import { transferDeed } from './model-deeds.ts';
import { credit, feeOf } from './model-ledger.ts';
import { transferSeats } from './model-licences.ts';

const allBps = 10_000n;
const mostSeconds = 180n * 86_400n;

export type NewListing = Omit<Listing, 'seller' | 'transferNonce'>;

/** Puts a deed or a lot of seats up for sale. */
export function list(model: Model, seller: Address, wanted: NewListing): void {
  const deed = deedOf(model, wanted.deed);
  const holding = holdingOf(model, seller, wanted.deed);
  const holds = wanted.isDeed ? deed.owner === seller : holding.units >= wanted.units;
  refuseIf(!holds, 'ComponentMarket_NotHolder');
  const isRunning = wanted.expiresAt > model.now && wanted.expiresAt <= model.now + mostSeconds;
  refuseIf(wanted.price === 0n || wanted.units === 0n || !isRunning, 'ComponentMarket_BadListing');
  const transferNonce = wanted.isDeed ? deed.transferNonce : holding.transferNonce;
  model.listings.push({ ...wanted, seller, transferNonce });
}

/** Takes a listing back. */
export function cancelListing(model: Model, caller: Address, listingId: number): void {
  const listing = listingOf(model, listingId);
  refuseIf(listing.seller !== caller, 'ComponentMarket_NotSeller');
  model.listings[listingId - 1] = null;
}

/** Buys a listing whose token has not moved since. */
export function buyListing(
  model: Model,
  buyer: Address,
  of: { listingId: number; maxPrice: bigint; expectedNonce: bigint },
): void {
  const listing = listingOf(model, of.listingId);
  refuseIf(model.now > listing.expiresAt, 'ComponentMarket_TooLate');
  refuseIf(listing.price > of.maxPrice, 'ComponentMarket_PriceTooHigh');
  const nonce = nonceOf(model, listing);
  refuseIf(nonce !== listing.transferNonce || nonce !== of.expectedNonce, 'ComponentMarket_Stale');
  const deed = deedOf(model, listing.deed);
  const royalty = (listing.price * deed.royaltyBps) / allBps;
  const fee = feeOf(model, listing.price);
  const rows = [
    { account: listing.isDeed ? deed.creator : deed.owner, amount: royalty },
    { account: listing.seller, amount: listing.price - royalty - fee },
    { account: model.facts.treasury, amount: fee },
  ];
  if (listing.isDeed) transferDeed(model, listing.seller, { id: deed.id, to: buyer });
  else transferSeats(model, listing.seller, { id: deed.id, to: buyer, units: listing.units });
  model.listings[of.listingId - 1] = null;
  move(model, listing.asset, { from: buyer, to: model.facts.market, amount: listing.price });
  credit(model, { payer: model.facts.market, asset: listing.asset, rows });
}

/** Transfer nonce of what a listing sells. */
export function nonceOf(model: Model, { isDeed, deed, seller }: Listing): bigint {
  return isDeed ? deedOf(model, deed).transferNonce : holdingOf(model, seller, deed).transferNonce;
}

function listingOf(model: Model, listingId: number): Listing {
  const listing = model.listings[listingId - 1];
  if (!listing) throw new Refusal('ComponentMarket_NoListing');
  return listing;
}
