import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { openDatabase } from '#server/db/client.ts';
import type { Deps } from '#server/deps-type.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { cancelJob } from './cancel-job.ts';
import { claimJob } from './claim-job.ts';
import { enqueueJob, type NewJob } from './enqueue-job.ts';
import type { JobKinds } from './job-kinds.ts';
import { retryJob } from './retry-job.ts';
import { runJob } from './run-job.ts';
import { runJobs } from './run-jobs.ts';
import { countingKind } from './testing/counting-kind.ts';

const count = { count: countingKind };
let deps: TestDeps;
let ownerId: string;
let workers: StartedWorker[] = [];

interface StartedWorker {
  stop(): Promise<void>;
}

beforeAll(async () => {
  deps = await openTestDeps();
  ownerId = (await deps.newAccount()).id;
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await deps.db.job.deleteMany();
});
afterAll(() => deps.close());

function enqueue(job: Partial<NewJob> = {}): Promise<{ id: string }> {
  const payload = { to: 3 };
  return enqueueJob(deps.db, { ownerId, kind: 'count', subject: '', payload, runAt: deps.clock(), ...job });
}

function find(id: string) {
  return deps.db.job.findUniqueOrThrow({ where: { id } });
}

function untilState(id: string, state: string) {
  return vi.waitFor(
    async () => {
      const job = await find(id);
      expect(job.state).toBe(state);
      return job;
    },
    { timeout: 20_000, interval: 10 },
  );
}

/** A worker in this process; `connections` of its own make it as good as another machine's. */
function startWorker(kinds: JobKinds, options: { concurrency?: number; deps?: Deps } = {}): StartedWorker {
  const stopping = new AbortController();
  const done = runJobs(options.deps ?? deps, {
    kinds,
    databaseUrl: deps.database.url,
    concurrency: options.concurrency ?? 1,
    signal: stopping.signal,
  });
  const worker = {
    stop() {
      stopping.abort();
      return done;
    },
  };
  workers.push(worker);
  return worker;
}

/** Claims the next job and runs it once, as a worker's loop would. Returns false when none is due. */
async function runOnce(kinds: JobKinds, workerId = 'one'): Promise<boolean> {
  const job = await claimJob(deps, { workerId, kinds: Object.keys(kinds) });
  const kind = job ? kinds[job.kind] : undefined;
  if (!job || !kind) return false;
  await runJob(deps, { job, kind, workerId, signal: new AbortController().signal, wakeCancel: () => () => undefined });
  return true;
}

it('a job runs once, leaves its progress as events and is done', async () => {
  const { id } = await enqueue();
  startWorker(count);
  const job = await untilState(id, 'done');
  expect(job).toMatchObject({ attempt: 1, step: 'counting', done: 3, total: 3, errorCode: null, leasedBy: null });
  const events = await deps.db.jobEvent.findMany({ where: { jobId: id }, orderBy: { id: 'asc' } });
  expect(events.map(({ message }) => message)).toEqual(['Counted 1', 'Counted 2', 'Counted 3']);
});

it('a job of a transaction that was rolled back does not exist', async () => {
  const undone = deps.db.$transaction(async (tx) => {
    await enqueueJob(tx, { ownerId, kind: 'count', subject: '', payload: { to: 1 } });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await deps.db.job.count()).toBe(0);
});

it('two workers with four places each never run the same job twice', async () => {
  const runs = new Map<unknown, number>();
  const kinds: JobKinds = {
    once: {
      run: async (_deps, payload) =>
        void runs.set(JSON.stringify(payload), (runs.get(JSON.stringify(payload)) ?? 0) + 1),
    },
  };
  const jobs = await Promise.all(
    Array.from({ length: 200 }, (_, number) => enqueue({ kind: 'once', payload: { number } })),
  );
  const db = openDatabase(deps.database.url);
  startWorker(kinds, { concurrency: 4 });
  startWorker(kinds, { concurrency: 4, deps: { ...deps, db } });
  await vi.waitFor(async () => expect(await deps.db.job.count({ where: { state: 'done' } })).toBe(jobs.length), {
    timeout: 30_000,
    interval: 20,
  });
  await Promise.all(workers.map((worker) => worker.stop()));
  await db.$disconnect();
  expect(runs.size).toBe(200);
  expect([...runs.values()].every((times) => times === 1)).toBe(true);
});

it('the job of a worker that was killed goes on from its checkpoint in another', async () => {
  const runAt = new Date();
  const { id } = await enqueue({ payload: { to: 6, stopsAt: 4 }, runAt });
  const file = path.resolve('server/jobs/testing/counting-worker.ts');
  const child = spawn(process.execPath, [file, deps.database.url], { stdio: ['ignore', 'inherit', 'inherit'] });
  const exited = once(child, 'exit');
  await vi.waitFor(async () => expect(await find(id)).toMatchObject({ state: 'running', done: 3 }), {
    timeout: 20_000,
    interval: 10,
  });
  child.kill('SIGKILL');
  await exited;

  const soon = { ...deps, clock: () => new Date(Date.now() + 10_000) };
  expect(await claimJob(soon, { workerId: 'two', kinds: ['count'] })).toBeNull();

  const later = { ...deps, clock: () => new Date(Date.now() + 20_000) };
  startWorker(count, { deps: later });
  const job = await untilState(id, 'done');
  expect(job.attempt).toBe(2);
  expect(job.checkpoint).toEqual({ counted: [1, 2, 3, 4, 5, 6] });
  const events = await deps.db.jobEvent.findMany({ where: { jobId: id }, orderBy: { id: 'asc' } });
  expect(events.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('a worker that was asleep for too long can no longer write to a job that another took', async () => {
  const { id } = await enqueue({ payload: { to: 1 } });
  const ended: string[] = [];
  const slow: JobKinds = {
    count: {
      async run(_deps, _payload, context) {
        deps.advance(16_000);
        await runOnce(count, 'two');
        await expect(context.saveCheckpoint({ counted: ['stale'] })).rejects.toMatchObject({ code: 'client_closed' });
        context.signal.throwIfAborted();
        throw new AppError('forbidden');
      },
      onEnded: async (_deps, _payload, { state }) => void ended.push(state),
    },
  };
  await runOnce(slow);
  expect(await find(id)).toMatchObject({ state: 'done', attempt: 2, checkpoint: { counted: [1] }, errorCode: null });
  expect(ended).toEqual([]);
});

it('a job that takes its worker down each time fails in the end', async () => {
  const { id } = await enqueue({ maxAttempts: 2 });
  for (const workerId of ['one', 'two']) {
    expect(await claimJob(deps, { workerId, kinds: ['count'] })).not.toBeNull();
    deps.advance(16_000);
  }
  await runOnce(count);
  expect(await find(id)).toMatchObject({ state: 'failed', errorCode: 'internal', checkpoint: null });
});

it('a failed try is repeated after a pause that doubles, and the last one fails the job', async () => {
  const ended: unknown[] = [];
  const kinds: JobKinds = {
    broken: {
      run: () => Promise.reject(new AppError('upstream_failed', 'The other side is down.')),
      onEnded: async (_deps, _payload, outcome) => void ended.push(outcome),
    },
  };
  const { id } = await enqueue({ kind: 'broken', maxAttempts: 4 });
  const pauses: number[] = [];
  while (await runOnce(kinds)) {
    const job = await find(id);
    if (job.state !== 'queued') break;
    const pauseMs = job.runAt.getTime() - deps.clock().getTime();
    pauses.push(pauseMs);
    deps.advance(pauseMs - 1);
    expect(await runOnce(kinds)).toBe(false);
    deps.advance(1);
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000]);
  const failure = { code: 'upstream_failed', message: 'The other side is down.' };
  expect(await find(id)).toMatchObject({
    state: 'failed',
    attempt: 4,
    errorCode: failure.code,
    errorMessage: failure.message,
  });
  expect(ended).toEqual([{ state: 'failed', ...failure }]);
});

it('an error that no other try can mend fails the job at once', async () => {
  const kinds: JobKinds = { broken: { run: () => Promise.reject(new AppError('unreadable_document', 'Encrypted.')) } };
  const { id } = await enqueue({ kind: 'broken' });
  await runOnce(kinds);
  expect(await find(id)).toMatchObject({ state: 'failed', attempt: 1, errorMessage: 'Encrypted.' });
});

it('the text of an unknown error does not reach the job', async () => {
  const kinds: JobKinds = { broken: { run: () => Promise.reject(new Error('password=hunter2')) } };
  const { id } = await enqueue({ kind: 'broken', maxAttempts: 1 });
  await runOnce(kinds);
  const job = await find(id);
  expect(job).toMatchObject({ state: 'failed', errorCode: 'internal' });
  expect(job.errorMessage).not.toContain('hunter2');
});

it('a running job is cancelled the moment its owner asks', async () => {
  const ended: string[] = [];
  const kinds: JobKinds = {
    count: { ...countingKind, onEnded: async (_deps, _payload, { state }) => void ended.push(state) },
  };
  const { id } = await enqueue({ payload: { to: 5, stopsAt: 2 } });
  const worker = startWorker(kinds);
  await vi.waitFor(async () => expect((await find(id)).done).toBe(1), { timeout: 10_000, interval: 10 });
  expect(await cancelJob(deps, { ownerId, jobId: id })).toEqual({ state: 'cancelling' });
  const job = await untilState(id, 'cancelled');
  expect(job).toMatchObject({ done: 1, checkpoint: { counted: [1] } });
  await worker.stop();
  expect(ended).toEqual(['cancelled']);
});

it('a waiting job is cancelled without a worker, and an ended one stays as it is', async () => {
  const { id } = await enqueue();
  expect(await cancelJob(deps, { ownerId, jobId: id })).toEqual({ state: 'cancelled' });
  expect(await runOnce(count)).toBe(false);
  const other = await enqueue();
  await runOnce(count);
  expect(await cancelJob(deps, { ownerId, jobId: other.id })).toEqual({ state: 'done' });
});

it('a job whose worker was lost while cancelling is cancelled by the next worker', async () => {
  const { id } = await enqueue();
  await claimJob(deps, { workerId: 'lost', kinds: ['count'] });
  await cancelJob(deps, { ownerId, jobId: id });
  deps.advance(16_000);
  await runOnce(count);
  expect(await find(id)).toMatchObject({ state: 'cancelled', done: 0 });
});

it('a cancelled job that is tried again goes on from its checkpoint', async () => {
  const { id } = await enqueue({ payload: { to: 3 } });
  await deps.db.job.update({
    where: { id },
    data: { state: 'cancelled', attempt: 5, checkpoint: { counted: [1, 2] } },
  });
  await retryJob(deps, { ownerId, jobId: id });
  await runOnce(count);
  expect(await find(id)).toMatchObject({ state: 'done', attempt: 1, checkpoint: { counted: [1, 2, 3] } });
  expect(await deps.db.jobEvent.count({ where: { jobId: id } })).toBe(1);
  await expect(retryJob(deps, { ownerId, jobId: id })).rejects.toMatchObject({ code: 'conflict' });
});

it("somebody else's job can be neither cancelled nor tried again", async () => {
  const stranger = (await deps.newAccount('Bo')).id;
  const { id } = await enqueue();
  await expect(cancelJob(deps, { ownerId: stranger, jobId: id })).rejects.toMatchObject({ code: 'not_found' });
  await cancelJob(deps, { ownerId, jobId: id });
  await expect(retryJob(deps, { ownerId: stranger, jobId: id })).rejects.toMatchObject({ code: 'conflict' });
});

it('the same idempotency key makes one job, also at once', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => enqueue({ idempotencyKey: 'only-one' })));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(await deps.db.job.count()).toBe(1);
});

it('a worker that is told to stop gives its job back with its tries and its checkpoint', async () => {
  const { id } = await enqueue({ payload: { to: 4, stopsAt: 3 } });
  const worker = startWorker(count);
  await vi.waitFor(async () => expect((await find(id)).done).toBe(2), { timeout: 10_000, interval: 10 });
  await worker.stop();
  expect(await find(id)).toMatchObject({
    state: 'queued',
    attempt: 0,
    leasedBy: null,
    checkpoint: { counted: [1, 2] },
  });
});
