import { AppError } from '#protocol/errors.ts';
import { bondOf } from '#protocol/market/bond-of.ts';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { resolveDisputeCall } from '#protocol/market/calls/purchase-calls.ts';
import { marketReadAbi } from '#protocol/market/market-abi.ts';
import { askChain } from '#server/chain/ask-chain.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { ChainReader, Deps } from '#server/deps-type.ts';
import type { MarketPurchase } from '#server/generated/client.ts';
import { nameDeeds } from '#server/market/name-deeds.ts';
import { type ArbiterSeat, findArbiterSeat } from './find-arbiter-seat.ts';
import { listRulings, type Ruling } from './list-rulings.ts';
import { type DeliveredKeyFacts, readKeyFacts } from './read-key-facts.ts';

interface Dispute {
  purchaseId: string;
  deedId: string;
  name: string;
  number: number;
  quantity: number;
  seller: string;
  buyer: string;
  asset: string;
  price: string;
  /** What the buyer put down to object. */
  bond: string;
  boughtAt: Date;
  openedAt: Date;
  /** Until then the arbiter may rule; after it price and bond go back to the buyer. */
  deadline: Date;
  isLate: boolean;
  /** The purchase's transaction, whose receipt everybody sees, and that of the objection. */
  txHash: string;
  openedTx: string;
  key: DeliveredKeyFacts;
  forBuyer: ContractCall;
  forSeller: ContractCall;
}

export interface DisputeDesk {
  seat: ArbiterSeat;
  open: Dispute[];
  /** Those that were ruled, newest first. */
  ruled: Ruling[];
}

/** What the arbiter has to decide, the most urgent first. Throws `forbidden` for everybody else. */
export async function listDisputes(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string },
): Promise<DisputeDesk> {
  const seat = await findArbiterSeat(deps, input);
  if (!seat) throw new AppError('forbidden', "Only the arbiter of the market's contract sees its disputes.");
  const chain = requireChain(deps);
  // Read first: what is ruled meanwhile is among neither, rather than among both, until the next look.
  const ruled = await listRulings(deps);
  const rows = await deps.db.marketPurchase.findMany({
    where: { state: 'disputed' },
    orderBy: [{ deadline: 'asc' }, { purchaseId: 'asc' }],
    take: 200,
  });
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId.toFixed()),
  );
  const now = await chainNow(deps);
  const open = await Promise.all(
    rows.map(async (row) => ({
      ...(await describeDispute(deps, chain, row)),
      name: nameOf(row.deedId.toFixed()),
      isLate: row.deadline !== null && row.deadline < now,
    })),
  );
  return { seat, open, ruled };
}

async function describeDispute(
  deps: Pick<Deps, 'db'>,
  chain: ChainReader,
  row: MarketPurchase,
): Promise<Omit<Dispute, 'name' | 'isLate'>> {
  const { contracts } = chain.facts;
  const { buyer, asset, boughtAt, txHash, changedAt, changedTx, deadline } = row;
  const purchaseId = row.purchaseId.toFixed();
  const price = row.price.toFixed();
  // Who sold it then: the deed may have changed hands since.
  const { seller } = await askChain(() =>
    chain.client.readContract({
      address: contracts.componentMarket,
      abi: marketReadAbi,
      functionName: 'purchaseOf',
      args: [BigInt(purchaseId)],
    }),
  );
  return {
    ...{ purchaseId, buyer, asset, price, boughtAt, txHash },
    ...{ openedAt: changedAt, openedTx: changedTx, deadline: deadline ?? changedAt, seller: seller.toLowerCase() },
    deedId: row.deedId.toFixed(),
    number: row.version,
    quantity: Number(row.quantity),
    bond: bondOf(price),
    key: await readKeyFacts(deps, row),
    forBuyer: resolveDisputeCall(contracts, { purchaseId, isBuyerRight: true }),
    forSeller: resolveDisputeCall(contracts, { purchaseId, isBuyerRight: false }),
  };
}
