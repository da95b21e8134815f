import type { Deps } from '#server/deps-type.ts';
import type { MarketPurchase } from '#server/generated/client.ts';

/** What everybody can know of a key that only its buyer can open. */
export interface DeliveredKeyFacts {
  /** Content that the key has to open, and what the creator committed to: keccak256(content root, key, salt). */
  contentRoot: string;
  commitment: string;
  /** Signed the delivery; the contract checked that. */
  issuer: string;
  deliveredAt: Date | null;
  deliveredTx: string | null;
  sealedBytes: number;
}

/** The public facts of the key that was delivered for a purchase. */
export async function readKeyFacts(
  { db }: Pick<Deps, 'db'>,
  { purchaseId, deedId, version, sealedKey }: MarketPurchase,
): Promise<DeliveredKeyFacts> {
  const [deed, content, delivery] = await Promise.all([
    db.deed.findUnique({ where: { id: deedId }, select: { keyIssuer: true } }),
    db.deedVersion.findUnique({ where: { deedId_number: { deedId, number: version } } }),
    db.chainEvent.findFirst({
      where: { name: 'KeyDelivered', args: { path: ['purchaseId'], equals: purchaseId.toFixed() } },
      select: { blockTime: true, txHash: true },
    }),
  ]);
  return {
    contentRoot: content?.contentRoot ?? '',
    commitment: content?.keyCommitment ?? '',
    issuer: deed?.keyIssuer ?? '',
    deliveredAt: delivery?.blockTime ?? null,
    deliveredTx: delivery?.txHash ?? null,
    sealedBytes: sealedKey ? (sealedKey.length - 2) / 2 : 0,
  };
}
