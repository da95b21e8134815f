import type { Hex } from 'viem';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { deliverKeyCall } from '#protocol/market/calls/purchase-calls.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { relayOnce } from '#server/chain/relay-once.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { openKeyEnvelope } from '#server/licences/open-key-envelope.ts';
import { type SignedDelivery, signDelivery } from './sign-delivery.ts';

const checkpointSchema = z.object({ sealedKey: z.string(), signature: z.string() }).nullable();

/** The job `sale.deliver-key`: seals the key of a private version to its buyer and puts it on record. What was signed is kept, so that a second try sends the same. Does nothing once the purchase waits no longer. */
export async function deliverKey(deps: Deps, payload: { purchaseId: string }, context: JobContext): Promise<void> {
  const chain = requireChain(deps);
  const { purchaseId } = payload;
  const purchase = await deps.db.marketPurchase.findUnique({ where: { purchaseId } });
  if (purchase?.state !== 'held') return;
  await assertInTime(deps, purchase);
  await context.report({ step: 'sealing', done: 0, total: 2, message: 'Sealing the key to its buyer' });
  const known = checkpointSchema.parse(context.checkpoint);
  const delivery = known ?? (await makeDelivery(deps, { ownerId: context.ownerId, purchase }));
  await context.saveCheckpoint(delivery);
  await context.report({ step: 'sending', done: 1, total: 2, message: 'Putting the sealed key on record' });
  const { sealedKey, signature } = delivery as SignedDelivery;
  const call = deliverKeyCall(chain.facts.contracts, { purchaseId, sealedKey, signature });
  await relayOnce(deps, { key: `deliver:${purchase.txHash}:${purchaseId}`, ...call });
}

/** The contract takes no key after its time. */
async function assertInTime(
  deps: Pick<Deps, 'chain' | 'clock'>,
  { deadline }: { deadline: Date | null },
): Promise<void> {
  if (!deadline || deadline >= (await chainNow(deps))) return;
  throw new AppError(
    'conflict',
    'The key was not delivered in time, and the market takes none any more: the price goes back to the buyer.',
  );
}

async function makeDelivery(
  deps: Deps,
  input: { ownerId: string; purchase: { purchaseId: object; deedId: object; version: number; sealTo: string } },
): Promise<SignedDelivery> {
  const { ownerId, purchase } = input;
  const { facts } = requireChain(deps);
  const deedId = String(purchase.deedId);
  const version = await deps.db.deedVersion.findUniqueOrThrow({
    where: { deedId_number: { deedId, number: purchase.version } },
    select: { contentRoot: true, keyCommitment: true },
  });
  const row = await deps.db.contentKey.findFirst({
    where: { ownerId, contentRoot: version.contentRoot, commitment: version.keyCommitment ?? '' },
    select: { envelope: true },
  });
  if (!row) {
    throw new AppError(
      'conflict',
      `This studio has no key of deed ${deedId}, version ${purchase.version}; its buyer gets the price back.`,
    );
  }
  const { key, salt } = openKeyEnvelope(deps, row.envelope);
  const signer = await openAccountKey(deps, { ownerId });
  return signDelivery(signer, facts, {
    purchaseId: BigInt(String(purchase.purchaseId)),
    contentRoot: version.contentRoot as Hex,
    key,
    salt,
    sealTo: purchase.sealTo as Hex,
  });
}
