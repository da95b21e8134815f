import type { Address, Hex } from 'viem';
import { deedOf, type HeldPurchase, holdingOf, type Model, move, Refusal, refuseIf } from './model.ts';
import { credit, creditSale } from './model-ledger.ts';
import { isRenewal, mintSeats, revokeSeats } from './model-licences.ts';

const rulingSeconds = 14n * 86_400n;
const [held, delivered, paid, refunded, disputed] = [1, 2, 3, 4, 5] as const;

export interface WantedPurchase {
  id: bigint;
  version: number;
  quantity: bigint;
  asset: Address;
  maxPrice: bigint;
  expectedRoot: Hex;
  recipient: Address;
}

/** Buys seats: paid out at once when the content is public, else held. */
export function buyLicence(model: Model, buyer: Address, wanted: WantedPurchase): void {
  const deed = deedOf(model, wanted.id);
  refuseIf(wanted.quantity === 0n, 'ComponentMarket_BadPurchase');
  const version = deed.versions[wanted.version - 1];
  if (!version) throw new Refusal('ComponentRegistry_NoVersion');
  const unitPrice = deed.offers.get(wanted.asset);
  if (unitPrice === undefined) throw new Refusal('ComponentRegistry_NotOffered');
  refuseIf(version.root !== wanted.expectedRoot, 'ComponentMarket_OtherContent');
  const price = unitPrice * wanted.quantity;
  refuseIf(price > wanted.maxPrice, 'ComponentMarket_PriceTooHigh');
  const isTimed = deed.scope.durationSeconds > 0n;
  refuseIf(isTimed && wanted.recipient !== buyer, 'ComponentMarket_TimedForOthers');
  const renews = isRenewal(model, wanted.recipient, wanted.id);
  const seats = { id: wanted.id, units: wanted.quantity, isHeld: version.isPrivate };
  mintSeats(model, wanted.recipient, seats);
  move(model, wanted.asset, { from: buyer, to: model.facts.market, amount: price });
  if (!version.isPrivate) creditSale(model, { deed: wanted.id, asset: wanted.asset, price, seller: deed.owner });
  const record = {
    ...{ buyer, recipient: wanted.recipient, state: held, version: wanted.version, isRenewal: renews },
    ...{ deadline: model.now + model.facts.deliverySeconds, quantity: wanted.quantity, seller: deed.owner },
    ...{ deed: wanted.id, asset: wanted.asset, price },
  };
  model.purchases.push(version.isPrivate ? record : null);
}

/** The key comes in time, signed by the issuer. */
export function deliverKey(model: Model, purchaseId: number, isSigned: boolean): void {
  const purchase = purchaseIn(model, purchaseId, held);
  refuseIf(model.now > purchase.deadline, 'ComponentMarket_TooLate');
  refuseIf(!isSigned, 'ComponentMarket_BadSignature');
  purchase.state = delivered;
  purchase.deadline = model.now + model.facts.challengeSeconds;
}

/** The buyer is content. */
export function confirmKey(model: Model, caller: Address, purchaseId: number): void {
  const purchase = purchaseIn(model, purchaseId, delivered);
  refuseIf(purchase.buyer !== caller, 'ComponentMarket_NotBuyer');
  settle(model, purchase, 0n);
}

/** Nobody challenged the key in time. */
export function payOut(model: Model, purchaseId: number): void {
  const purchase = purchaseIn(model, purchaseId, delivered);
  refuseIf(model.now <= purchase.deadline, 'ComponentMarket_TooEarly');
  settle(model, purchase, 0n);
}

/** No key, or no ruling, in time. */
export function refundLate(model: Model, purchaseId: number): void {
  const purchase = model.purchases[purchaseId - 1];
  if (!purchase || (purchase.state !== held && purchase.state !== disputed))
    throw new Refusal('ComponentMarket_WrongState');
  refuseIf(model.now <= purchase.deadline, 'ComponentMarket_TooEarly');
  giveBack(model, purchase);
}

/** The key that came is wrong, and the issuer had vouched for it. */
export function refundBadKey(model: Model, purchaseId: number, isRight: boolean): void {
  const purchase = purchaseIn(model, purchaseId, delivered);
  refuseIf(isRight, 'ComponentMarket_KeyIsRight');
  giveBack(model, purchase);
}

/** The buyer puts down a tenth to have the arbiter look. */
export function openDispute(model: Model, caller: Address, purchaseId: number): void {
  const purchase = purchaseIn(model, purchaseId, delivered);
  refuseIf(purchase.buyer !== caller, 'ComponentMarket_NotBuyer');
  refuseIf(model.now > purchase.deadline, 'ComponentMarket_TooLate');
  move(model, purchase.asset, { from: caller, to: model.facts.market, amount: bondOf(purchase) });
  purchase.state = disputed;
  purchase.deadline = model.now + rulingSeconds;
}

/** The arbiter rules. */
export function resolveDispute(model: Model, caller: Address, of: { purchaseId: number; isBuyerRight: boolean }): void {
  refuseIf(caller !== model.facts.arbiter, 'ComponentMarket_NotArbiter');
  const purchase = purchaseIn(model, of.purchaseId, disputed);
  refuseIf(model.now > purchase.deadline, 'ComponentMarket_TooLate');
  if (of.isBuyerRight) giveBack(model, purchase);
  else settle(model, purchase, bondOf(purchase));
}

const bondOf = ({ price }: HeldPurchase) => (price + 9n) / 10n;

function purchaseIn(model: Model, purchaseId: number, state: number): HeldPurchase {
  const purchase = model.purchases[purchaseId - 1];
  if (purchase?.state !== state) throw new Refusal('ComponentMarket_WrongState');
  return purchase;
}

function settle(model: Model, purchase: HeldPurchase, bond: bigint): void {
  const { asset, seller } = purchase;
  purchase.state = paid;
  creditSale(model, purchase);
  credit(model, { payer: model.facts.market, asset, rows: [{ account: seller, amount: bond }] });
  holdingOf(model, purchase.recipient, purchase.deed).held -= purchase.quantity;
}

function giveBack(model: Model, purchase: HeldPurchase): void {
  const bond = purchase.state === disputed ? bondOf(purchase) : 0n;
  purchase.state = refunded;
  const amount = purchase.price + bond;
  move(model, purchase.asset, { from: model.facts.market, to: purchase.buyer, amount });
  const { deed, quantity, isRenewal: wasRenewal } = purchase;
  revokeSeats(model, purchase.recipient, { id: deed, units: quantity, isRenewal: wasRenewal });
}
