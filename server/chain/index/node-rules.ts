import type { Rules } from './apply-events.ts';
import { timeOf } from './nothing.ts';

/** Which node belongs to which wallet, and where its earnings go. */
export const nodeRules: Rules<'nodeRegistry'> = {
  async NodeLinked(tx, { args: { node, owner, payout, metadataHash }, txHash, blockTime }) {
    await tx.chainNode.create({ data: { node, owner, payout, metadataHash, linkedTx: txHash, linkedAt: blockTime } });
  },

  async NodeUnlinked(tx, { args: { node } }) {
    await tx.chainNode.delete({ where: { node } });
  },

  async MetadataSet(tx, { args: { node, metadataHash } }) {
    await tx.chainNode.update({ where: { node }, data: { metadataHash } });
  },

  async PayoutRequested(tx, { args: { node, payout, readyAt } }) {
    await tx.chainNode.update({ where: { node }, data: { pendingPayout: payout, payoutReadyAt: timeOf(readyAt) } });
  },

  async PayoutApplied(tx, { args: { node, payout } }) {
    await tx.chainNode.update({ where: { node }, data: { payout, pendingPayout: null, payoutReadyAt: null } });
  },

  async PayoutCancelled(tx, { args: { node } }) {
    await tx.chainNode.update({ where: { node }, data: { pendingPayout: null, payoutReadyAt: null } });
  },
};
