import type { Prisma } from '#server/generated/client.ts';
import type { Rules } from './apply-events.ts';
import type { KeptEvent } from './chain-events.ts';
import { timeOf } from './nothing.ts';
import { splitTokenId } from './split-token-id.ts';

const refundReasons = ['undelivered', 'bad-key', 'dispute', 'dispute-timeout'];
const deedListing = 1;

/** Purchases and what becomes of them; what is on sale second-hand. */
export const marketRules: Rules<'componentMarket'> = {
  async LicenceBought(tx, { args, txHash, blockTime }) {
    const { id, quantity, isHeld, deadline, ...told } = args;
    await tx.marketPurchase.create({
      data: {
        ...told,
        ...{ deedId: id, quantity, isHeld, state: isHeld ? 'held' : 'paid', deadline: timeOf(deadline) },
        ...{ txHash, boughtAt: blockTime, changedTx: txHash, changedAt: blockTime },
      },
    });
  },

  async KeyDelivered(tx, event) {
    const { sealedKey, challengeDeadline } = event.args;
    await setPurchase(tx, event, { state: 'delivered', sealedKey, deadline: timeOf(challengeDeadline) });
  },

  async PurchasePaidOut(tx, event) {
    await setPurchase(tx, event, { state: 'paid', deadline: null });
  },

  async PurchaseRefunded(tx, event) {
    const refundReason = refundReasons[event.args.reason] ?? 'other';
    await setPurchase(tx, event, { state: 'refunded', refundReason, deadline: null });
  },

  async DisputeOpened(tx, event) {
    await setPurchase(tx, event, { state: 'disputed', deadline: timeOf(event.args.rulingDeadline) });
  },

  async Listed(tx, { args, txHash, blockTime }) {
    const { listingId, seller, tokenId, kind, units, asset, price, expiresAt, transferNonce } = args;
    const what =
      kind === deedListing
        ? ({ kind: 'deed', deedId: tokenId } as const)
        : ({ kind: 'licence', ...splitTokenId(tokenId) } as const);
    await tx.marketListing.create({
      data: {
        ...{ ...what, listingId, seller, units, asset, price, transferNonce, state: 'open', txHash },
        ...{ expiresAt: new Date(expiresAt * 1_000), listedAt: blockTime, changedTx: txHash, changedAt: blockTime },
      },
    });
  },

  async ListingCancelled(tx, event) {
    await setListing(tx, event, { state: 'cancelled' });
  },

  async ListingBought(tx, event) {
    const { buyer, fee, royaltyReceiver, royalty } = event.args;
    await setListing(tx, event, { state: 'bought', buyer, fee, royaltyReceiver, royalty });
  },
};

async function setPurchase(
  tx: Prisma.TransactionClient,
  { args, txHash, blockTime }: KeptEvent<{ purchaseId: string }>,
  set: Prisma.MarketPurchaseUpdateInput,
): Promise<void> {
  const change = { ...set, changedTx: txHash, changedAt: blockTime };
  await tx.marketPurchase.update({ where: { purchaseId: args.purchaseId }, data: change });
}

async function setListing(
  tx: Prisma.TransactionClient,
  { args, txHash, blockTime }: KeptEvent<{ listingId: string }>,
  set: Prisma.MarketListingUpdateInput,
): Promise<void> {
  const change = { ...set, changedTx: txHash, changedAt: blockTime };
  await tx.marketListing.update({ where: { listingId: args.listingId }, data: change });
}
