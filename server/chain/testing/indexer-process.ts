import pino from 'pino';
import { z } from 'zod';
import { chainFactsSchema } from '#protocol/chain/chain-facts.ts';
import { runIndexer } from '#server/chain/index/run-indexer.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { openDatabase } from '#server/db/client.ts';
import type { Deps } from '#server/deps-type.ts';

const { databaseUrl, facts } = z
  .object({ databaseUrl: z.string(), facts: chainFactsSchema })
  .parse(JSON.parse(process.argv[2] ?? ''));

// An indexer of its own for tests that kill it.
const deps = {
  db: openDatabase(databaseUrl, { connections: 4 }),
  chain: openChain(facts),
  log: pino({ level: 'silent' }),
};
await runIndexer(deps as unknown as Deps, { databaseUrl, signal: new AbortController().signal });
