import type { Prisma } from '#server/generated/client.ts';
import { applyEvents } from './apply-events.ts';
import { type Cursor, lockCursor, readCursor } from './cursor.ts';
import { type IndexDeps, indexTransaction, lockIndex } from './index-deps.ts';
import { isOnChain } from './is-on-chain.ts';
import { type ReadBlocks, readBlocks } from './read-blocks.ts';
import { resetIndex } from './reset-index.ts';
import { rewindIndex } from './rewind-index.ts';

/** Blocks that were read and hold no event are remembered this far back, to find where a fork begins. */
const rememberedBlocks = 2_000;
/** Reads the next blocks of the chain into the index, at most `span`; takes blocks back first when the chain has dropped them. Whatever it writes it writes in one transaction, and only if no other process moved the cursor. Returns whether the index is at the head now, and the events that came. Throws when the chain does not answer. */
export async function indexBlocks(
  deps: IndexDeps,
  { span }: { span: number },
): Promise<{ isAtHead: boolean; events: number }> {
  const { db, chain } = deps;
  const cursor = (await readCursor(db, chain.facts)) ?? (await startIndex(deps));
  const head = await chain.client.getBlock({ blockTag: 'latest' });
  if (!(await isOnChain(chain, { block: { number: cursor.blockNumber, hash: cursor.blockHash }, head }))) {
    await rewindIndex(deps, { cursor, headNumber: Number(head.number) });
    return { isAtHead: false, events: 0 };
  }
  const target = Number(head.number) - chain.confirmations;
  const to = Math.min(target, cursor.blockNumber + span);
  if (to <= cursor.blockNumber) {
    await noteHead(deps, { cursor, headNumber: Number(head.number) });
    return { isAtHead: true, events: 0 };
  }
  const blocks = await readBlocks(chain, { from: cursor.blockNumber + 1, to });
  if (
    !blocks ||
    !(await isOnChain(chain, { block: { number: cursor.blockNumber, hash: cursor.blockHash }, head: null }))
  )
    return { isAtHead: false, events: 0 };
  await keepBlocks(deps, { cursor, blocks, headNumber: Number(head.number) });
  return { isAtHead: to === target, events: blocks.events.length };
}

async function startIndex({ db, chain }: IndexDeps): Promise<Cursor> {
  return db.$transaction(async (tx) => {
    await lockIndex(tx);
    return (await readCursor(tx, chain.facts)) ?? (await resetIndex(tx, chain));
  }, indexTransaction);
}

async function noteHead(
  { db }: IndexDeps,
  { cursor, headNumber }: { cursor: Cursor; headNumber: number },
): Promise<void> {
  if (cursor.headNumber === headNumber) return;
  await db.chainCursor.updateMany({ data: { headNumber, updatedAt: new Date() } });
}

async function keepBlocks(
  { db, chain }: IndexDeps,
  { cursor, blocks, headNumber }: { cursor: Cursor; blocks: ReadBlocks; headNumber: number },
): Promise<void> {
  const { to, events } = blocks;
  const hashes = new Map(events.map(({ id, blockNumber }) => [blockNumber, id.slice(0, id.indexOf(':'))]));
  hashes.set(to.number, to.hash);
  const eventful = new Set(events.map(({ blockNumber }) => blockNumber));
  await db.$transaction(async (tx) => {
    if (!(await lockCursor(tx, { facts: chain.facts, seen: cursor }))) return;
    await tx.chainEvent.createMany({
      data: events.map((event) => ({ ...event, args: event.args as Prisma.InputJsonValue })),
    });
    await applyEvents(tx, events);
    await tx.chainBlock.createMany({
      data: [...hashes].map(([number, hash]) => ({ number, hash, hasEvents: eventful.has(number) })),
    });
    await tx.chainBlock.deleteMany({ where: { hasEvents: false, number: { lt: to.number - rememberedBlocks } } });
    const now = { blockNumber: to.number, blockHash: to.hash, headNumber, updatedAt: new Date() };
    await tx.chainCursor.updateMany({ data: now });
  }, indexTransaction);
}
