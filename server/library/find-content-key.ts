import { type Address, type Hex, hexToBytes } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { noCommitment } from '#protocol/market/mint-terms.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import { findCoverage } from '#server/domains/find-coverage.ts';
import { listOperatorAccounts } from '#server/domains/list-operator-accounts.ts';
import type { Prisma } from '#server/generated/client.ts';
import { openKeyEnvelope } from '#server/licences/open-key-envelope.ts';
import { readNodeLicences } from '#server/licences/read-node-licences.ts';
import { readUsableLicence } from '#server/licences/read-usable-licence.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

export interface LicensedContent {
  ownerId: string;
  deedId: string;
  number: number;
  contentRoot: string;
  /** As on chain; null or zero for public content. */
  keyCommitment: string | null;
}

/**
 * The key of a version for an account's studio: none for public content, the one that was delivered to it, else its creator's where that is here, or the one that was delivered to the operator of a domain here, and a licence in force covers the account: of one of its wallets, or of a domain that one of its nodes is in.
 * Throws `conflict` while a purchase waits for its key or got a wrong one, `forbidden` without a licence.
 */
export async function findContentKey(
  deps: Pick<Deps, 'db' | 'secrets' | 'chain' | 'clock'>,
  content: LicensedContent,
): Promise<Uint8Array | null> {
  const { ownerId, contentRoot, keyCommitment } = content;
  if (keyCommitment === null || keyCommitment === noCommitment) return null;
  const delivered = await deps.db.deliveredKey.findFirst({
    where: { ownerId, contentRoot, outcome: 'right' },
    select: { envelope: true },
  });
  if (delivered) return bytesOf(openKeyEnvelope(deps, delivered.envelope).key);
  await assertNotDeceived(deps, content);
  await assertLicensed(deps, content);
  const created = await deps.db.contentKey.findFirst({
    where: { contentRoot, commitment: keyCommitment },
    select: { envelope: true },
  });
  const found = created ?? (await deliveredToOperator(deps, content));
  if (found) return bytesOf(openKeyEnvelope(deps, found.envelope).key);
  throw new AppError(
    'conflict',
    "The key of this content has not been delivered to you yet; its creator's studio does it within minutes of a purchase.",
  );
}

/** The key that was delivered to who operates a domain which one of the account's nodes is in. */
async function deliveredToOperator(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { ownerId, deedId, contentRoot }: LicensedContent,
): Promise<{ envelope: Prisma.JsonValue } | null> {
  const nodes = await deps.db.node.findMany({ where: { ownerId }, select: { address: true } });
  const operators = await listOperatorAccounts(deps, { nodes: nodes.map(({ address }) => address) });
  return deps.db.deliveredKey.findFirst({
    where: { deedId, contentRoot, outcome: 'right', ownerId: { in: operators } },
    select: { envelope: true },
  });
}

/** Whoever got a wrong key has the price back to take; until then the content is not opened for them by any other key. */
async function assertNotDeceived(
  deps: Pick<Deps, 'db'>,
  { ownerId, deedId, contentRoot }: LicensedContent,
): Promise<void> {
  const wrong = await deps.db.deliveredKey.findMany({
    where: { ownerId, deedId, contentRoot, outcome: { not: 'right' } },
    select: { purchaseId: true },
  });
  const open = await deps.db.marketPurchase.count({
    where: { purchaseId: { in: wrong.map(({ purchaseId }) => purchaseId) }, state: { in: ['delivered', 'disputed'] } },
  });
  if (open === 0) return;
  throw new AppError(
    'conflict',
    'The key that was delivered to you is not the one that was promised, so nothing is installed. The receipt of the purchase says how you get your money back.',
  );
}

async function assertLicensed(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { ownerId, deedId }: LicensedContent,
): Promise<void> {
  const { chain } = deps;
  const wallets = chain ? await ownWallets(deps, ownerId) : [];
  let isWaiting = false;
  for (const wallet of chain ? wallets : []) {
    if (!chain) continue;
    const licence = await readUsableLicence(deps, chain, { wallet: wallet as Address, deedId: BigInt(deedId) });
    if (licence.seats > 0n || licence.hasDomain) return;
    isWaiting ||= licence.isWaiting;
  }
  if (chain && (await isCovered(deps, chain, { ownerId, deedId }))) return;
  if (isWaiting) {
    throw new AppError('conflict', "This purchase waits for its key; the seller's studio delivers it within minutes.");
  }
  throw new AppError(
    'forbidden',
    'None of your wallets holds a licence of this in force; buy one, or renew it, in the market.',
  );
}

/** The index says for which nodes to ask; whether a domain covers them, the chain. */
async function isCovered(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  chain: ChainReader,
  { ownerId, deedId }: { ownerId: string; deedId: string },
): Promise<boolean> {
  for (const { node } of await findCoverage(deps, { ownerId, deedId })) {
    const place = { node: node as Address, deedId: BigInt(deedId) };
    if ((await readNodeLicences(deps, chain, place)).domainWallet) return true;
  }
  return false;
}

function bytesOf(key: Hex): Uint8Array {
  return hexToBytes(key);
}
