import type { Prisma } from '#server/generated/client.ts';
import { applyEvents } from './apply-events.ts';
import type { KeptEvent } from './chain-events.ts';
import { type Cursor, lockCursor } from './cursor.ts';
import { type IndexDeps, indexTransaction } from './index-deps.ts';
import { isOnChain } from './is-on-chain.ts';
import { emptyDerived } from './reset-index.ts';

const eventsAtOnce = 1_000;

interface KnownBlock {
  number: number;
  hash: string;
}

/** Takes back what the chain has dropped: goes to the newest block that both know, forgets the events after it, and works the tables out again from those that are left. */
export async function rewindIndex(
  deps: IndexDeps,
  { cursor, headNumber }: { cursor: Cursor; headNumber: number },
): Promise<void> {
  const { db, chain, log } = deps;
  const shared = await findShared(deps, headNumber);
  await db.$transaction(async (tx) => {
    if (!(await lockCursor(tx, { facts: chain.facts, seen: cursor }))) return;
    const { count } = await tx.chainEvent.deleteMany({ where: { blockNumber: { gt: shared.number } } });
    await tx.chainBlock.deleteMany({ where: { number: { gt: shared.number } } });
    if (count > 0) await workOutAgain(tx);
    const position = { blockNumber: shared.number, blockHash: shared.hash, headNumber };
    await tx.chainCursor.updateMany({ data: { ...position, rewinds: { increment: 1 }, updatedAt: new Date() } });
    log.warn({ from: cursor.blockNumber, to: shared.number, events: count }, 'chain.rewound');
  }, indexTransaction);
}

/** The newest block of the index that the chain still has, by halving: once a block is gone, so are all after it. */
async function findShared({ db, chain }: IndexDeps, headNumber: number): Promise<KnownBlock> {
  const known: KnownBlock[] = [
    { number: chain.facts.startBlock - 1, hash: '' },
    ...(await db.chainBlock.findMany({
      where: { number: { lte: headNumber } },
      select: { number: true, hash: true },
      orderBy: { number: 'asc' },
    })),
  ];
  let [low, high] = [0, known.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const block = known[middle];
    if (block && (await isOnChain(chain, { block, head: null }))) low = middle;
    else high = middle - 1;
  }
  return known[low] ?? { number: chain.facts.startBlock - 1, hash: '' };
}

async function workOutAgain(tx: Prisma.TransactionClient): Promise<void> {
  await emptyDerived(tx);
  for (let after = { blockNumber: -1, logIndex: -1 }; ; ) {
    const events = await tx.chainEvent.findMany({
      where: {
        OR: [
          { blockNumber: { gt: after.blockNumber } },
          { blockNumber: after.blockNumber, logIndex: { gt: after.logIndex } },
        ],
      },
      orderBy: [{ blockNumber: 'asc' }, { logIndex: 'asc' }],
      take: eventsAtOnce,
    });
    await applyEvents(tx, events as KeptEvent[]);
    const last = events.at(-1);
    if (!last) return;
    after = last;
  }
}
