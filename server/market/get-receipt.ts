import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { nameDeeds } from './name-deeds.ts';

interface ReceiptPart {
  account: string;
  amount: string;
  /** `licence`, `parent`, `protocol`, …: why it was credited. */
  source: string;
  deedId: string;
}

interface PurchaseReceipt {
  purchaseId: string;
  deedId: string;
  name: string;
  number: number;
  scope: number;
  quantity: number;
  buyer: string;
  recipient: string;
  asset: string;
  price: string;
  isHeld: boolean;
  state: string;
  deadline: Date | null;
  /** Its running step was not taken in time. */
  isLate: boolean;
  /** undelivered, bad-key, dispute or dispute-timeout; null where the price did not go back. */
  refundReason: string | null;
  boughtAt: Date;
  /** Who was credited how much; empty while the price is held. */
  parts: ReceiptPart[];
}

/** A deed or licences that were bought from an owner. */
interface ResaleReceipt {
  listingId: string;
  kind: 'deed' | 'licence';
  deedId: string;
  name: string;
  scope: number | null;
  units: number;
  seller: string;
  buyer: string;
  asset: string;
  price: string;
  boughtAt: Date;
  /** Seller, royalty and protocol fee. */
  parts: ReceiptPart[];
}

export interface Receipt {
  txHash: string;
  /** `pending`: the chain or the index hasn't got it yet. `failed`: it is in a block and did nothing. */
  state: 'pending' | 'confirmed' | 'failed' | 'unknown';
  confirmations: number;
  /** So many make it certain. */
  needed: number;
  purchases: PurchaseReceipt[];
  resales: ResaleReceipt[];
}

/** What became of a transaction that bought licences or a deed, of the creator or of somebody who sold them on. Ask again every second while it is pending: nothing is paid twice, whatever happens to the asker. */
export async function getReceipt(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { txHash: string },
): Promise<Receipt> {
  const txHash = input.txHash.toLowerCase();
  const [purchases, resales] = await Promise.all([readPurchases(deps, txHash), readResold(deps, txHash)]);
  const onChain = await readTransaction(deps, txHash);
  const needed = deps.chain?.confirmations ?? 0;
  const isIndexed = purchases.length + resales.length > 0;
  return { txHash, needed, purchases, resales, ...stateOf({ onChain, isIndexed, needed }) };
}

type OnChain = { status: 'success' | 'reverted'; confirmations: number } | 'waiting' | 'unknown';

function stateOf(input: {
  onChain: OnChain;
  isIndexed: boolean;
  needed: number;
}): Pick<Receipt, 'state' | 'confirmations'> {
  const { onChain, isIndexed, needed } = input;
  if (onChain === 'waiting') return { state: 'pending', confirmations: 0 };
  if (onChain === 'unknown') return { state: isIndexed ? 'confirmed' : 'unknown', confirmations: 0 };
  const { status, confirmations } = onChain;
  if (status === 'reverted') return { state: 'failed', confirmations };
  return { state: isIndexed && confirmations >= needed ? 'confirmed' : 'pending', confirmations };
}

/** A chain that can't be read says nothing either way. */
async function readTransaction(deps: Pick<Deps, 'chain'>, txHash: string): Promise<OnChain> {
  if (!deps.chain) return 'unknown';
  const { client } = deps.chain;
  const hash = txHash as `0x${string}`;
  try {
    const receipt = await client.getTransactionReceipt({ hash });
    const newest = await client.getBlockNumber();
    return { status: receipt.status, confirmations: Number(newest - receipt.blockNumber) };
  } catch {
    return client.getTransaction({ hash }).then(
      () => 'waiting' as const,
      () => 'unknown' as const,
    );
  }
}

async function readPurchases(deps: Pick<Deps, 'db' | 'chain' | 'clock'>, txHash: string): Promise<PurchaseReceipt[]> {
  const rows = await deps.db.marketPurchase.findMany({ where: { txHash }, orderBy: { purchaseId: 'asc' } });
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId.toFixed()),
  );
  const now = await chainNow(deps);
  return Promise.all(
    rows.map(async (row) => {
      const { scope, buyer, recipient, asset, isHeld, state, deadline, refundReason, boughtAt } = row;
      return {
        ...{ scope, buyer, recipient, asset, isHeld, state, deadline, refundReason, boughtAt },
        purchaseId: row.purchaseId.toFixed(),
        deedId: row.deedId.toFixed(),
        name: nameOf(row.deedId.toFixed()),
        number: row.version,
        quantity: Number(row.quantity),
        price: row.price.toFixed(),
        isLate: deadline !== null && deadline < now,
        parts: row.state === 'paid' ? await readParts(deps, row.changedTx) : [],
      };
    }),
  );
}

async function readResold(deps: Pick<Deps, 'db'>, txHash: string): Promise<ResaleReceipt[]> {
  const rows = await deps.db.marketListing.findMany({
    where: { changedTx: txHash, state: 'bought' },
    orderBy: { listingId: 'asc' },
  });
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId.toFixed()),
  );
  return Promise.all(
    rows.map(async ({ kind, scope, seller, buyer, asset, changedAt, ...row }) => ({
      ...{ kind, scope, seller, buyer: buyer ?? '', asset, boughtAt: changedAt },
      listingId: row.listingId.toFixed(),
      deedId: row.deedId.toFixed(),
      name: nameOf(row.deedId.toFixed()),
      units: Number(row.units),
      price: row.price.toFixed(),
      parts: await readParts(deps, txHash),
    })),
  );
}

async function readParts(deps: Pick<Deps, 'db'>, txHash: string): Promise<ReceiptPart[]> {
  const rows = await deps.db.ledgerCredit.findMany({ where: { txHash }, orderBy: { amount: 'desc' } });
  return rows.map(({ account, amount, source, deedId }) => ({
    account,
    source,
    amount: amount.toFixed(),
    deedId: deedId.toFixed(),
  }));
}
