import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { AppError } from '#protocol/errors.ts';
import { createAccount } from '#server/accounts/create-account.ts';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import type { ChainReader, Deps, NodeClient } from '#server/deps-type.ts';
import { openSecretBox } from '#server/secrets/open-secret-box.ts';
import { openTestDatabase, type TestDatabase } from './open-test-database.ts';

export interface TestDeps extends Deps {
  database: TestDatabase;
  /** Moves the clock that operations see. */
  advance(ms: number): void;
  newAccount(name?: string): Promise<{ id: string; name: string; keyAddress: string }>;
  close(): Promise<void>;
}

/** Deps with a real database, real blobs and a clock that only moves when told; nodes are offline and there is no chain unless given. */
export async function openTestDeps(
  options: { nodes?: NodeClient; chain?: ChainReader; secretKey?: Buffer } = {},
): Promise<TestDeps> {
  const database = await openTestDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-deps-'));
  let nowMs = Date.UTC(2026, 0, 1, 12);
  const deps: TestDeps = {
    database,
    db: database.db,
    blobs: openFolderBlobs(path.join(folder, 'blobs')),
    nodes: options.nodes ?? { request: () => Promise.reject(new AppError('node_offline')) },
    secrets: openSecretBox({ current: options.secretKey ?? randomBytes(32) }),
    chain: options.chain ?? null,
    ipfs: { node: null, gateway: null },
    clock: () => new Date(nowMs),
    log: pino({ level: 'silent' }),
    origins: { studio: 'http://127.0.0.1:3000', gateway: 'http://127.0.0.1:3001' },
    advance: (ms) => {
      nowMs += ms;
    },
    newAccount: (name = 'Ada') => createAccount(deps, { name }),
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return deps;
}
