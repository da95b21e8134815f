import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openChain } from '#server/chain/open-chain.ts';
import { openBazaar, version } from '#server/chain/testing/open-bazaar.ts';
import { openRpcProxy } from '#server/chain/testing/open-rpc-proxy.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { digestTables } from './digest-tables.ts';
import { indexBlocks } from './index-blocks.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { runIndexer } from './run-indexer.ts';

let chain: TestChain;
let deps: TestDeps;
let bazaar: Awaited<ReturnType<typeof openBazaar>>;
let fresh: `0x${string}`;
beforeAll(async () => {
  [chain, deps] = [await openTestChain(), await openTestDeps()];
  bazaar = await openBazaar(chain);
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});
beforeEach(async () => {
  await deps.database.clear();
  if (fresh) await chain.control.revert({ id: fresh });
  fresh = await chain.control.snapshot();
});

const indexDeps = () => ({ ...deps, chain: chain.reader });

async function untilHead(span = 2_000): Promise<void> {
  while (!(await indexBlocks(indexDeps(), { span })).isAtHead);
}

/** What the tables must be: worked out anew from block 0. */
async function anew() {
  await rebuildIndex(indexDeps());
  return digestTables(deps.db);
}
const cursor = () => deps.db.chainCursor.findFirstOrThrow();
const deeds = () => deps.db.deed.findMany({ orderBy: { id: 'asc' } });

async function someTrade(): Promise<{ creator: Awaited<ReturnType<typeof bazaar.newPerson>>; id: bigint }> {
  const [creator, buyer] = [await bazaar.newPerson(), await bazaar.newPerson()];
  const id = await bazaar.mint(creator);
  await bazaar.buy(buyer, id, 2n);
  return { creator, id };
}

describe('the index after a reorganisation', () => {
  test('has forgotten what the dropped blocks said, and is what a new one would be', async () => {
    const { creator, id } = await someTrade();
    await untilHead();
    await bazaar.as(creator, {
      ...bazaar.on.registry,
      functionName: 'appendVersion',
      args: [id, version('two', false)],
    });
    await bazaar.mint(creator);
    await untilHead();
    expect((await deeds()).map(({ versionCount }) => versionCount)).toEqual([2, 1]);
    const before = await cursor();

    await chain.control.request({ method: 'anvil_reorg', params: [2, []] } as never);
    expect(await chain.reader.client.getBlockNumber()).toBe(BigInt(before.blockNumber));
    await untilHead();
    expect((await deeds()).map(({ versionCount }) => versionCount)).toEqual([1]);
    expect(await cursor()).toMatchObject({ blockNumber: before.blockNumber, rewinds: before.rewinds + 1 });
    const digests = await digestTables(deps.db);
    expect(await anew()).toEqual(digests);
  });

  test('that brought other events in the same blocks has those', async () => {
    const { creator } = await someTrade();
    await untilHead();
    const fork = await chain.control.snapshot();
    await bazaar.mint(creator, { uri: 'ipfs://dropped' });
    await untilHead();
    const { blockNumber } = await cursor();
    await chain.control.revert({ id: fork });
    await chain.control.increaseTime({ seconds: 100 });
    await bazaar.mint(creator, { uri: 'ipfs://instead' });
    await bazaar.mint(creator, { uri: 'ipfs://more' });
    await untilHead();
    expect((await cursor()).blockNumber).toBe(blockNumber + 1);
    expect((await deeds()).map(({ uri }) => uri)).toEqual(['ipfs://page', 'ipfs://instead', 'ipfs://more']);
    const digests = await digestTables(deps.db);
    expect(await anew()).toEqual(digests);
  });
});

test('a local chain that lost its last seconds takes its events back, down to a chain that lost all', async () => {
  const { creator, id } = await someTrade();
  await untilHead();
  const digests = await digestTables(deps.db);
  const saved = await chain.control.snapshot();
  await bazaar.as(creator, { ...bazaar.on.registry, functionName: 'setAskBps', args: [id, 0] });
  await bazaar.mint(creator);
  await untilHead();
  expect(await digestTables(deps.db)).not.toEqual(digests);
  await chain.control.revert({ id: saved });
  await untilHead();
  expect(await digestTables(deps.db)).toEqual(digests);

  await chain.control.revert({ id: fresh });
  fresh = await chain.control.snapshot();
  await untilHead();
  expect(await deeds()).toEqual([]);
  expect(await anew()).toEqual(await digestTables(deps.db));
});

test('block by block, in one go, and anew from block 0, the tables are the same', async () => {
  const { creator } = await someTrade();
  await bazaar.mint(creator, { uri: 'ends\0here' });
  await bazaar.mint(creator, { durationSeconds: 2 ** 39 });
  await untilHead(1);
  const digests = await digestTables(deps.db);
  expect(digests.ChainEvent?.rows).toBeGreaterThan(10);
  expect((await deeds()).map(({ uri }) => uri)).toContain('ends\u{fffd}here');
  await deps.database.clear();
  await untilHead();
  expect(await digestTables(deps.db)).toEqual(digests);
  expect(await anew()).toEqual(digests);
});

test('no block counts before it has the wanted blocks on top of it', async () => {
  const confirming = { ...indexDeps(), chain: { ...chain.reader, confirmations: 3 } };
  await someTrade();
  const head = Number(await chain.reader.client.getBlockNumber());
  while (!(await indexBlocks(confirming, { span: 100 })).isAtHead);
  expect(await cursor()).toMatchObject({ blockNumber: head - 3, headNumber: head });
  expect(await deeds()).toEqual([]);
  await chain.control.mine({ blocks: 3 });
  while (!(await indexBlocks(confirming, { span: 100 })).isAtHead);
  expect(await deeds()).toHaveLength(1);
});

test('another set of contracts starts another index', async () => {
  await someTrade();
  await untilHead();
  const { facts } = chain.reader;
  const contracts = { ...facts.contracts, componentMarket: facts.contracts.networkToken };
  const other = { ...indexDeps(), chain: { ...chain.reader, facts: { ...facts, contracts } } };
  while (!(await indexBlocks(other, { span: 100 })).isAtHead);
  expect(await deps.db.marketPurchase.count()).toBe(0);
  expect(await deeds()).toHaveLength(1);
  await untilHead();
  expect(await deps.db.marketPurchase.count()).toBe(1);
});

describe('the indexer', () => {
  const stopping: AbortController[] = [];
  const running: Promise<void>[] = [];
  const processes: ChildProcess[] = [];
  afterEach(async () => {
    for (const controller of stopping.splice(0)) controller.abort();
    await Promise.all(running.splice(0));
    for (const child of processes.splice(0)) await end(child);
  });

  function run(more: Partial<Deps> = {}): AbortController {
    const controller = new AbortController();
    const options = { databaseUrl: deps.database.url, signal: controller.signal, everyMs: 10 };
    stopping.push(controller);
    running.push(runIndexer({ ...indexDeps(), ...more }, options));
    return controller;
  }

  function runInProcess(): ChildProcess {
    const options = { databaseUrl: deps.database.url, facts: chain.reader.facts };
    const file = path.resolve('server/chain/testing/indexer-process.ts');
    const child = spawn(process.execPath, [file, JSON.stringify(options)], { stdio: 'inherit' });
    processes.push(child);
    return child;
  }

  async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  const patience = { timeout: 20_000, interval: 5 };

  /** The block that an indexer notes last, after all events, is being written by somebody else: there it waits, and there it is killed. */
  async function killWhileItWrites(): Promise<void> {
    const { number, hash } = await chain.reader.client.getBlock();
    const where = { number: Number(number) };
    const findWriter = () => deps.db.$queryRaw<{ pid: number }[]>`
      SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        AND query LIKE '%ChainBlock%'`;
    await deps.db.$transaction(
      async (tx) => {
        await tx.chainBlock.create({ data: { ...where, hash, hasEvents: true } });
        const indexer = runInProcess();
        const pid = await vi.waitUntil(async () => (await findWriter())[0]?.pid, patience);
        await end(indexer);
        // The database would notice by itself, once the statement has run.
        await tx.$executeRaw`SELECT pg_terminate_backend(${pid}::int)`;
        await tx.chainBlock.delete({ where });
      },
      { timeout: 30_000 },
    );
  }

  const untilDeeds = (count: number) =>
    vi.waitFor(async () => expect(await deps.db.deed.count()).toBe(count), patience);

  test('killed in the middle of a transaction, leaves nothing half done, and the next one goes on', async () => {
    const creator = await bazaar.newPerson();
    const deedCount = 6;
    for (let made = 0; made < deedCount; made += 1) await bazaar.mint(creator);
    await killWhileItWrites();
    expect(await deps.db.deed.count()).toBe(0);
    expect(await deps.db.chainEvent.count()).toBe(0);
    runInProcess();
    await untilDeeds(deedCount);
    const digests = await digestTables(deps.db);
    await Promise.all(processes.splice(0).map(end));
    expect(await anew()).toEqual(digests);
  });

  test('of two only one reads the chain, and the other takes over when it ends', async () => {
    const leaders: string[] = [];
    const logOf = (name: string) =>
      pino(
        { level: 'info' },
        { write: (line: string) => void (line.includes('chain.index-started') && leaders.push(name)) },
      );
    const first = run({ log: logOf('first') });
    await vi.waitFor(() => expect(leaders).toEqual(['first']), patience);
    run({ log: logOf('second') });
    const creator = await bazaar.newPerson();
    await bazaar.mint(creator);
    await untilDeeds(1);
    expect(leaders).toEqual(['first']);
    first.abort();
    await bazaar.mint(creator);
    await untilDeeds(2);
    expect(leaders).toEqual(['first', 'second']);
  });

  test('and a rebuild beside it come to the same', async () => {
    const creator = await bazaar.newPerson();
    for (let made = 0; made < 10; made += 1) await bazaar.mint(creator);
    run();
    await Promise.all([rebuildIndex(indexDeps()), bazaar.mint(creator), rebuildIndex(indexDeps())]);
    await untilDeeds(11);
    for (const controller of stopping.splice(0)) controller.abort();
    await Promise.all(running.splice(0));
    const digests = await digestTables(deps.db);
    expect(await anew()).toEqual(digests);
  });

  test('waits for a chain that does not answer, says so once, and goes on when it is back', async () => {
    await using line = await openRpcProxy(chain.reader.facts.rpcUrl);
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: (text: string) => void said.push(JSON.parse(text).msg) });
    run({ chain: openChain({ ...chain.reader.facts, rpcUrl: line.url }), log });
    const creator = await bazaar.newPerson();
    await bazaar.mint(creator);
    await untilDeeds(1);
    line.isDown = true;
    await bazaar.mint(creator);
    await vi.waitFor(() => expect(line.refused).toBeGreaterThan(4), patience);
    expect(await deps.db.deed.count()).toBe(1);
    line.isDown = false;
    await untilDeeds(2);
    await vi.waitFor(() => expect(said.slice(-2)).toEqual(['chain.unreadable', 'chain.readable-again']), patience);
    stopping.splice(0)[0]?.abort();
    await Promise.all(running.splice(0));
  });
});
