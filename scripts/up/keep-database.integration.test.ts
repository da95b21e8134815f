import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { answersQueries } from '#server/db/embedded/answers-queries.ts';
import { isAlive } from '#server/db/embedded/is-alive.ts';
import { removeCluster } from '#server/db/embedded/remove-cluster.ts';
import { readServerState } from '#server/db/embedded/server-state.ts';
import { startPostgres } from '#server/db/embedded/start-postgres.ts';
import { keepDatabase } from './keep-database.ts';

test('a killed database is started again at the same address, one that only joined it too, until it is stopped', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-keep-'));
  const folder = path.join(home, 'postgres');
  const said: string[] = [];
  const first = await startPostgres({ folder });
  const joined = await startPostgres({ folder });
  expect(joined.child).toBeNull();
  const kept = keepDatabase(joined, { folder, say: (line) => said.push(line), firstPauseMs: 10 });
  const pid = () => readServerState(`${folder}.json`)?.pid ?? 0;
  const killed = pid();

  process.kill(killed, 'SIGKILL');
  await vi.waitFor(() => expect(said).toHaveLength(2), { timeout: 40_000, interval: 50 });
  expect(said).toEqual([
    `The database ended; starting it again in 0.01 s. Its log: ${folder}.log`,
    `The database runs again on port ${first.port}.`,
  ]);
  expect(await answersQueries(first.url)).toBe(true);
  expect(pid()).not.toBe(killed);

  const last = pid();
  await kept.stop();
  expect(isAlive(last)).toBe(false);
  expect(said).toHaveLength(2);
  removeCluster(folder);
  fs.rmSync(home, { recursive: true });
});
