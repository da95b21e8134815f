import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { makeKnowledgeBundle } from '#runtime/testing/make-knowledge-bundle.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { openRpcProxy, type RpcProxy } from '#server/chain/testing/open-rpc-proxy.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { type MarketBench, openMarketBench, type Trader } from './testing/open-market-bench.ts';

const workerFile = path.resolve('server/market/testing/market-worker.ts');
const price = '2000000';
const secretKey = randomBytes(32);
let bench: MarketBench;
let proxy: RpcProxy;
let seller: Trader;
let buyer: Trader;
let workers: ChildProcess[];
let started = 0;

beforeAll(async () => {
  // They load while everything else is made ready.
  workers = Array.from({ length: 4 }, () => spawn(process.execPath, [workerFile], { stdio: [0, 1, 2, 'ipc'] }));
  bench = await openMarketBench({ makeBundle, secretKey });
  proxy = await openRpcProxy(bench.chain.reader.facts.rpcUrl);
  seller = await bench.newTrader('Ada');
  buyer = await bench.newTrader('Bob');
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map(kill));
  await proxy[Symbol.asyncDispose]();
  await bench.close();
});

async function makeBundle(texts: string[]) {
  const { fingerprint } = defaultEmbeddingModel();
  const embed = async (inputs: string[]) => inputs.map((text) => fakeVector(text));
  const { bytes, reference } = await makeKnowledgeBundle({ texts, fingerprint, embed });
  return { bytes, root: reference.contentRoot };
}

/** Each one's clock is a minute ahead of the one's before: what a dead worker had leased is free. */
function startWorker(): ChildProcess {
  const facts = { ...bench.chain.reader.facts, rpcUrl: proxy.url };
  const shared = { databaseUrl: bench.deps.database.url, secretKey: secretKey.toString('hex') };
  const worker = workers[started];
  if (!worker) throw new Error('There are no more workers.');
  worker.send({ ...shared, facts, aheadMs: 60_000 * started });
  started += 1;
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  proxy.cut();
}

/** The worker's statement that waits for a row which is locked here. */
async function untilWaits(): Promise<number> {
  const waiting = () => bench.deps.db.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE '%SaleTerms%'`;
  return vi.waitUntil(async () => (await waiting())[0]?.pid, { timeout: 20_000, interval: 20 });
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

test('a worker that is killed while it links a mint, before and after it sends the key, delivers it once all the same', async () => {
  const { db } = bench.deps;
  const sold = await bench.addKnowledge(seller, ['The mill of Fern grinds oats on Mondays.']);
  await bench.offer(seller, sold.versionId, bench.choices(price));
  await bench.buy(buyer, sold.componentId, { price, root: sold.root });
  const where = { componentId: sold.componentId };

  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "SaleTerms" WHERE "componentId" = ${sold.componentId}::uuid FOR UPDATE`;
      const worker = startWorker();
      const pid = await untilWaits();
      await kill(worker);
      // The database would notice by itself, once the statement has run.
      await tx.$executeRaw`SELECT pg_terminate_backend(${pid}::int)`;
    },
    { timeout: 30_000 },
  );
  expect(await db.saleTerms.findUniqueOrThrow({ where })).toMatchObject({ state: 'offered', deedId: null });

  for (const fault of ['before', 'after'] as const) {
    const reached = proxy.lose('eth_sendRawTransaction', fault);
    const worker = startWorker();
    await reached;
    await kill(worker);
  }
  expect(await db.marketPurchase.findFirst()).toMatchObject({ state: 'held' });

  const last = startWorker();
  await until(async () => {
    expect(await db.job.findMany({ where: { kind: 'sale.deliver-key' } })).toMatchObject([{ state: 'done' }]);
    expect(await db.deliveredKey.findMany()).toMatchObject([{ ownerId: buyer.id, outcome: 'right' }]);
  });
  await kill(last);

  expect(await db.saleTerms.findUniqueOrThrow({ where })).toMatchObject({ state: 'minted' });
  expect(await db.marketPurchase.findMany()).toMatchObject([{ state: 'delivered' }]);
  const { client, facts } = bench.chain.reader;
  const address = facts.contracts.componentMarket;
  const events = { address, abi: componentMarketAbi, eventName: 'KeyDelivered', fromBlock: 0n } as const;
  expect(await client.getContractEvents(events)).toHaveLength(1);
  expect(await client.getTransactionCount({ address: localAccount('relay').address })).toBe(1);
}, 60_000);
