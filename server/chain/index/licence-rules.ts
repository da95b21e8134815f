import type { Prisma } from '#server/generated/client.ts';
import type { Rules } from './apply-events.ts';
import type { KeptEvent } from './chain-events.ts';
import { noAddress, timeOf } from './nothing.ts';
import { splitTokenId } from './split-token-id.ts';

interface Move {
  from: string;
  to: string;
  tokenId: string;
  units: string;
}

/** Who holds how many licences, what of them can't move, and until when they last. */
export const licenceRules: Rules<'componentLicence'> = {
  async TransferSingle(tx, event) {
    const { from, to, id, value } = event.args;
    await move(tx, { from, to, tokenId: id, units: value }, event);
  },

  async TransferBatch(tx, event) {
    const { from, to, ids, values } = event.args;
    for (const [index, tokenId] of ids.entries())
      await move(tx, { from, to, tokenId, units: values[index] ?? '0' }, event);
  },

  async HeldUnitsSet(tx, { args: { account, tokenId, units } }) {
    await change(tx, { account, tokenId, set: { heldUnits: units } });
  },

  async ExpirySet(tx, { args: { account, tokenId, expiresAt } }) {
    await change(tx, { account, tokenId, set: { expiresAt: timeOf(expiresAt) } });
  },

  async KeyReleased(tx, { args: { account, tokenId, units, until } }) {
    await change(tx, { account, tokenId, set: { lockedUnits: units, lockedUntil: timeOf(until) } });
  },
};

/** Made, burnt, or handed on. What leaves an account makes what it listed of that licence stale. */
async function move(tx: Prisma.TransactionClient, { from, to, tokenId, units }: Move, event: KeptEvent): Promise<void> {
  const { deedId, scope } = splitTokenId(tokenId);
  const supply = { where: { deedId, scope } };
  if (from === noAddress) await tx.deedScope.updateMany({ ...supply, data: { supply: { increment: units } } });
  if (to === noAddress) await tx.deedScope.updateMany({ ...supply, data: { supply: { decrement: units } } });
  if (to !== noAddress) await change(tx, { account: to, tokenId, set: { units: { increment: units } } });
  if (from === noAddress) return;
  await change(tx, { account: from, tokenId, set: { units: { decrement: units }, transferNonce: { increment: 1 } } });
  await tx.marketListing.updateMany({
    where: { kind: 'licence', deedId, scope, seller: from, state: 'open' },
    data: { state: 'stale', changedTx: event.txHash, changedAt: event.blockTime },
  });
}

async function change(
  tx: Prisma.TransactionClient,
  { account, tokenId, set }: { account: string; tokenId: string; set: Prisma.LicenceHoldingUpdateInput },
): Promise<void> {
  const key = { ...splitTokenId(tokenId), account };
  await tx.licenceHolding.upsert({ where: { deedId_scope_account: key }, create: key, update: {} });
  await tx.licenceHolding.update({ where: { deedId_scope_account: key }, data: set });
}
