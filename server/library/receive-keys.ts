import { BaseError, ExecutionRevertedError, type Hex } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { refundBadKeyCall } from '#protocol/market/calls/purchase-calls.ts';
import { keyCommitment } from '#protocol/market/key-commitment.ts';
import { type DeliveredKey, openDelivery } from '#protocol/market/sealed-key.ts';
import { openAccountSealing } from '#server/accounts/open-account-sealing.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import { sealDeliveredKey } from './delivered-envelope.ts';

type ReceiveDeps = Pick<Deps, 'db' | 'secrets' | 'clock' | 'chain'>;

interface Delivered {
  purchaseId: string;
  deedId: string;
  number: number;
  contentRoot: string;
  keyCommitment: string | null;
  sealedKey: string;
  txHash: string;
  ownerId: string;
}

/** Opens the keys that were delivered for purchases of this studio's accounts, and notes for each whether it is the one its version committed to. Each once; safe to repeat. */
export async function receiveKeys(deps: ReceiveDeps): Promise<void> {
  const rows = await deps.db.$queryRaw<Delivered[]>`
    SELECT m."purchaseId"::text AS "purchaseId", m."deedId"::text AS "deedId", m."version" AS number, v."contentRoot",
      v."keyCommitment", m."sealedKey", m."txHash", w."ownerId"::text AS "ownerId"
    FROM "MarketPurchase" m
    JOIN "Wallet" w ON lower(w."address") = m."buyer"
    JOIN "DeedVersion" v ON v."deedId" = m."deedId" AND v."number" = m."version"
    LEFT JOIN "DeliveredKey" k ON k."purchaseId" = m."purchaseId" AND k."txHash" = m."txHash"
    WHERE m."sealedKey" IS NOT NULL AND m."state" IN ('delivered', 'paid', 'disputed') AND k."purchaseId" IS NULL`;
  for (const row of rows) await receiveKey(deps, row);
}

async function receiveKey(deps: ReceiveDeps, row: Delivered): Promise<void> {
  const { ownerId, deedId, number, contentRoot, txHash } = row;
  const { secretKey } = await openAccountSealing(deps, { ownerId });
  const delivered = openIfReadable({ secretKey, row });
  const outcome = delivered ? await judge(deps, delivered, row) : 'unreadable';
  const kept = {
    ...{ ownerId, deedId, number, contentRoot, txHash, outcome },
    ...(delivered ? { envelope: { ...sealDeliveredKey(deps, delivered) } } : {}),
  };
  await deps.db.deliveredKey.upsert({
    where: { purchaseId: row.purchaseId },
    create: { purchaseId: row.purchaseId, ...kept, createdAt: deps.clock() },
    update: kept,
    select: { purchaseId: true },
  });
}

function openIfReadable({ secretKey, row }: { secretKey: Uint8Array; row: Delivered }): DeliveredKey | null {
  try {
    return openDelivery({ secretKey, purchaseId: BigInt(row.purchaseId), sealedKey: row.sealedKey as Hex });
  } catch (cause) {
    if (cause instanceof AppError) return null;
    throw cause;
  }
}

type Outcome = 'right' | 'wrong' | 'unreadable';

/** A wrong key is `wrong` where its issuer's statement proves it to the contract, which then gives the price back; without that it is worth no more than what can't be read. */
async function judge(deps: ReceiveDeps, delivered: DeliveredKey, row: Delivered): Promise<Outcome> {
  const { key, salt } = delivered;
  const found = keyCommitment({ contentRoot: row.contentRoot as Hex, key, salt });
  if (found === row.keyCommitment) return 'right';
  const { client, facts } = requireChain(deps);
  const call = refundBadKeyCall(facts.contracts, { purchaseId: row.purchaseId, ...delivered });
  try {
    await client.call(call);
    return 'wrong';
  } catch (cause) {
    if (cause instanceof BaseError && cause.walk((one) => one instanceof ExecutionRevertedError)) return 'unreadable';
    throw cause;
  }
}
