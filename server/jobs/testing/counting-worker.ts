import pino from 'pino';
import { AppError } from '#protocol/errors.ts';
import { openDatabase } from '#server/db/client.ts';
import type { Deps } from '#server/deps-type.ts';
import { runJobs } from '#server/jobs/run-jobs.ts';
import { countingKind } from './counting-kind.ts';

// A worker process for the tests that kill one: node counting-worker.ts <database address>. Stops at SIGTERM.
const [databaseUrl] = process.argv.slice(2);
if (!databaseUrl) throw new AppError('invalid_input', 'Give the address of the database.');

const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
const db = openDatabase(databaseUrl, { connections: 3 });
const deps = { db, clock: () => new Date(), log: pino({ level: 'silent' }) } as Deps;
await runJobs(deps, { kinds: { count: countingKind }, databaseUrl, concurrency: 1, signal: stopping.signal });
await db.$disconnect();
