import { once } from 'node:events';
import pino from 'pino';
import { z } from 'zod';
import { chainFactsSchema } from '#protocol/chain/chain-facts.ts';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import { runIndexer } from '#server/chain/index/run-indexer.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { openDatabase } from '#server/db/client.ts';
import type { Deps } from '#server/deps-type.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { watchMarket } from '#server/market/watch-market.ts';
import { saleJobs } from '#server/sale/sale-jobs.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';

const optionsSchema = z.object({
  databaseUrl: z.string(),
  secretKey: z.string(),
  facts: chainFactsSchema,
  aheadMs: z.number(),
});
// Started ahead of its time: it begins when it is told how.
const [told] = (await once(process, 'message')) as [unknown];
const { databaseUrl, secretKey, facts, aheadMs } = optionsSchema.parse(told);

// What a worker does for the market, in a process of its own for tests that kill it; its clock may run ahead, so that leases of a dead one are over at once.
const deps: Deps = {
  db: openDatabase(databaseUrl, { connections: 6 }),
  blobs: openFolderBlobs(''),
  secrets: openSecretBox({ current: Buffer.from(secretKey, 'hex') }),
  nodes: { request: () => Promise.reject(new Error('No node is needed here.')) },
  clock: () => new Date(Date.now() + aheadMs),
  chain: openChain(facts),
  ipfs: { node: null, gateway: null },
  log: pino({ level: 'silent' }),
  origins: { studio: 'http://127.0.0.1', gateway: 'http://127.0.0.1' },
};
const { signal } = new AbortController();

await Promise.all([
  runJobs(deps, { kinds: saleJobs, databaseUrl, concurrency: 1, signal }),
  runIndexer(deps, { databaseUrl, signal, everyMs: 50 }),
  watchMarket(deps, { signal }),
]);
