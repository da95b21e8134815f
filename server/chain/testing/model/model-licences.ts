import type { Address } from 'viem';
import { deedOf, type Holding, holdingOf, type Model, refuseIf } from './model.ts';

const releaseLock = 7n * 86_400n;

const isExpired = (model: Model, { expiresAt }: Holding) => expiresAt > 0n && model.now >= expiresAt;

/** Whether buying now makes a running timed licence longer. */
export function isRenewal(model: Model, account: Address, id: bigint): boolean {
  const holding = holdingOf(model, account, id);
  return holding.expiresAt > 0n && !isExpired(model, holding);
}

/** Mints seats, or makes a running timed licence longer. */
export function mintSeats(model: Model, account: Address, of: { id: bigint; units: bigint; isHeld: boolean }): void {
  const deed = deedOf(model, of.id);
  const holding = holdingOf(model, account, of.id);
  const { durationSeconds, supplyCap } = deed.scope;
  const isLonger = isRenewal(model, account, of.id);
  let runOut = 0n;
  if (durationSeconds > 0n) {
    refuseIf(holding.held > 0n, 'ComponentLicence_PurchaseOpen');
    refuseIf(isLonger && of.units !== holding.units, 'ComponentLicence_RenewWhole');
    if (!isLonger) runOut = holding.units;
  }
  refuseIf(!isLonger && supplyCap > 0n && deed.supply - runOut + of.units > supplyCap, 'ComponentLicence_SoldOut');
  if (durationSeconds > 0n) holding.expiresAt = (isLonger ? holding.expiresAt : model.now) + durationSeconds;
  if (of.isHeld) holding.held += of.units;
  if (isLonger) return;
  if (runOut > 0n) holding.transferNonce += 1n;
  holding.units += of.units - runOut;
  deed.supply += of.units - runOut;
}

/** Takes back held seats, or the time that a held renewal added. */
export function revokeSeats(
  model: Model,
  account: Address,
  of: { id: bigint; units: bigint; isRenewal: boolean },
): void {
  const deed = deedOf(model, of.id);
  const holding = holdingOf(model, account, of.id);
  holding.held -= of.units;
  if (of.isRenewal) {
    holding.expiresAt -= deed.scope.durationSeconds;
    return;
  }
  holding.units -= of.units;
  holding.transferNonce += 1n;
  holding.expiresAt = 0n;
  deed.supply -= of.units;
}

/** Hands seats over unless they are bound, held or in use. */
export function transferSeats(model: Model, from: Address, of: { id: bigint; to: Address; units: bigint }): void {
  const { scope } = deedOf(model, of.id);
  const holding = holdingOf(model, from, of.id);
  refuseIf(holding.units < of.units, 'ERC1155InsufficientBalance');
  refuseIf(scope.isSoulbound || scope.durationSeconds > 0n, 'ComponentLicence_NotTransferable');
  const left = from === of.to ? holding.units : holding.units - of.units;
  refuseIf(left < lockedSeats(model, holding), 'ComponentLicence_Locked');
  holding.units -= of.units;
  holding.transferNonce += 1n;
  holdingOf(model, of.to, of.id).units += of.units;
}

function lockedSeats(model: Model, holding: Holding): bigint {
  return holding.held + (model.now < holding.inUseUntil ? holding.inUse : 0n);
}

/** Notes that nodes have the keys of some seats. */
export function noteRelease(model: Model, account: Address, of: { id: bigint; units: bigint; nonce: bigint }): void {
  const holding = holdingOf(model, account, of.id);
  refuseIf(of.nonce <= holding.releaseNonce, 'ComponentLicence_NonceUsed');
  const isStillMore = model.now < holding.inUseUntil && holding.inUse > of.units;
  if (!isStillMore) holding.inUse = of.units;
  holding.inUseUntil = model.now + releaseLock;
  holding.releaseNonce = of.nonce;
}

/** Burns seats that have run out. */
export function burnExpired(model: Model, account: Address, id: bigint): void {
  const holding = holdingOf(model, account, id);
  refuseIf(holding.held > 0n, 'ComponentLicence_PurchaseOpen');
  refuseIf(!isExpired(model, holding), 'ComponentLicence_NotExpired');
  deedOf(model, id).supply -= holding.units;
  holding.units = 0n;
  holding.expiresAt = 0n;
  holding.transferNonce += 1n;
}
