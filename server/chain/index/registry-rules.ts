import type { Rules } from './apply-events.ts';
import { noAddress, noHash } from './nothing.ts';

const kinds = ['model', 'knowledge', 'dataset', 'prompt', 'tool', 'plugin', 'agent'] as const;

/** Deeds, their versions and prices. */
export const registryRules: Rules<'componentRegistry'> = {
  async Minted(tx, { args, txHash, blockTime }) {
    const { id, creator, voucher, kind, keyIssuer, askBps, royaltyBps, uri, parents, scopes } = args;
    const kindName = kinds[kind] ?? 'model';
    const fixed = { kind: kindName, creator, owner: creator, keyIssuer, askBps, royaltyBps, uri, parents };
    await tx.deed.create({
      data: { id, ...fixed, voucher: voucher === noHash ? null : voucher, mintedTx: txHash, mintedAt: blockTime },
    });
    await tx.deedScope.createMany({
      data: scopes.map(({ scope, supplyCap, durationSeconds, isSoulbound }) => ({
        ...{ deedId: id, scope, isSoulbound },
        supplyCap: supplyCap === '0' ? null : supplyCap,
        durationSeconds: durationSeconds === 0 ? null : BigInt(durationSeconds),
      })),
    });
  },

  /** The transfer that makes a deed comes before `Minted`, which says all of it. */
  async Transfer(tx, { args: { from, to, tokenId }, txHash, blockTime }) {
    if (from === noAddress) return;
    await tx.deed.update({ where: { id: tokenId }, data: { owner: to, transferNonce: { increment: 1 } } });
    await tx.marketListing.updateMany({
      where: { kind: 'deed', deedId: tokenId, state: 'open' },
      data: { state: 'stale', changedTx: txHash, changedAt: blockTime },
    });
  },

  async VersionAppended(tx, { args: { id, number, version }, txHash, blockTime }) {
    const { keyCommitment, ...terms } = version;
    const commitment = keyCommitment === noHash ? null : keyCommitment;
    await tx.deedVersion.create({
      data: { ...terms, deedId: id, number, keyCommitment: commitment, txHash, createdAt: blockTime },
    });
    await tx.deed.update({ where: { id }, data: { versionCount: number } });
  },

  async OfferSet(tx, { args: { id, scope, asset, price } }) {
    const deedId_scope_asset = { deedId: id, scope, asset };
    await tx.deedOffer.upsert({
      where: { deedId_scope_asset },
      create: { ...deedId_scope_asset, price },
      update: { price },
    });
  },

  async OfferRemoved(tx, { args: { id, scope, asset } }) {
    await tx.deedOffer.deleteMany({ where: { deedId: id, scope, asset } });
  },

  async AskLowered(tx, { args: { id, askBps } }) {
    await tx.deed.update({ where: { id }, data: { askBps } });
  },

  async KeyIssuerSet(tx, { args: { id, keyIssuer } }) {
    await tx.deed.update({ where: { id }, data: { keyIssuer } });
  },
};
