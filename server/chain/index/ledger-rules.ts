import { keccak256, toHex } from 'viem';
import type { LedgerSource } from '#server/generated/client.ts';
import type { Rules } from './apply-events.ts';

const sources: LedgerSource[] = ['licence', 'parent', 'protocol', 'deed', 'resale', 'royalty', 'bond', 'refund'];
const sourceOf = new Map(sources.map((source) => [keccak256(toHex(source)) as string, source]));

/** What was put down for whom, and what was taken out. Anybody may credit anybody: the payer says what a credit is worth as evidence. */
export const ledgerRules: Rules<'revenueLedger'> = {
  async Credited(tx, { id, args, txHash, blockTime }) {
    const { asset, account, payer, amount, componentId, source } = args;
    await tx.ledgerCredit.create({
      data: {
        ...{ id, asset, account, payer, amount, deedId: componentId, txHash, creditedAt: blockTime },
        source: sourceOf.get(source) ?? 'other',
      },
    });
  },

  async Claimed(tx, { id, args: { asset, account, amount }, txHash, blockTime }) {
    await tx.ledgerClaim.create({ data: { id, asset, account, amount, txHash, claimedAt: blockTime } });
  },
};
