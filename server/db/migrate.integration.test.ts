import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { ensureDatabase } from './embedded/ensure-database.ts';
import { migrate } from './migrate.ts';

let folder: string;
let name: string;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-migrations-'));
  name = `migrate_${randomUUID().replaceAll('-', '')}`;
  url = await ensureDatabase(inject('serverUrl'), name);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await query(inject('serverUrl'), `DROP DATABASE "${name}" WITH (FORCE)`);
});

function add(migration: string, sql: string): void {
  mkdirSync(path.join(folder, migration), { recursive: true });
  writeFileSync(path.join(folder, migration, 'migration.sql'), sql);
}

async function query(address: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

it('applies what is missing, in order, once', async () => {
  add('2_rows', 'INSERT INTO one VALUES (1), (2)');
  add('1_table', 'CREATE TABLE one (number INT)');
  expect(await migrate(url, folder)).toEqual(['1_table', '2_rows']);
  expect(await migrate(url, folder)).toEqual([]);
  add('3_more', 'INSERT INTO one VALUES (3)');
  expect(await migrate(url, folder)).toEqual(['3_more']);
  expect(await query(url, 'SELECT count(*)::int AS count FROM one')).toEqual([{ count: 3 }]);
});

it('two starts at once apply each migration once', async () => {
  add('1_table', 'CREATE TABLE one (number INT); SELECT pg_sleep(0.2);');
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat()).toEqual(['1_table']);
});

it('a migration that fails half-way leaves nothing and can be mended', async () => {
  add('1_table', 'CREATE TABLE one (number INT); CREATE TABLE two (number NO_SUCH_TYPE);');
  await expect(migrate(url, folder)).rejects.toThrow(
    /1_table failed and was undone: type "no_such_type" does not exist/,
  );
  expect(await query(url, "SELECT 1 FROM pg_tables WHERE tablename = 'one'")).toEqual([]);
  add('1_table', 'CREATE TABLE one (number INT)');
  expect(await migrate(url, folder)).toEqual(['1_table']);
});

it('an applied migration that was edited is refused by name', async () => {
  add('1_table', 'CREATE TABLE one (number INT)');
  await migrate(url, folder);
  add('1_table', 'CREATE TABLE one (number BIGINT)');
  await expect(migrate(url, folder)).rejects.toThrow('Migration 1_table was edited after it was applied');
});

it('collections of people who curated by name stand under the domain of that name, and ended curating is a stop', async () => {
  const own = 'prisma/migrations';
  const last = '20261126114500_domain_curators';
  for (const one of readdirSync(own).filter((entry) => entry < last)) {
    cpSync(path.join(own, one), path.join(folder, one), { recursive: true });
  }
  await migrate(url, folder);
  const [owner, ada, bob] = ['0', '1', '2'].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`);
  await query(
    url,
    `INSERT INTO "Account" ("id", "name", "keyAddress")
      VALUES ('${owner}', 'Owner', '0x0'), ('${ada}', 'Ada', '0x1'), ('${bob}', 'Bob', '0x2');
    INSERT INTO "Curator" ("ownerId", "name", "slug", "endedAt") VALUES
      ('${ada}', 'Alpine Hiking', 'alpine-hiking', NULL), ('${bob}', 'Bob bakes', 'bob-bakes', '2026-01-01T00:00:00Z');
    INSERT INTO "Collection" ("id", "ownerId", "slug", "title", "updatedAt")
      SELECT "id", "id", lower("name"), "name", '2026-01-01T00:00:00Z' FROM "Account"`,
  );
  cpSync(path.join(own, last), path.join(folder, last), { recursive: true });
  expect(await migrate(url, folder)).toEqual([last]);
  expect(await query(url, 'SELECT "slug", "domainName", "revision" FROM "Collection" ORDER BY "slug"')).toEqual([
    { slug: 'ada', domainName: 'alpine-hiking', revision: 0 },
    { slug: 'bob', domainName: 'bob-bakes', revision: 0 },
    { slug: 'owner', domainName: null, revision: 0 },
  ]);
  expect(await query(url, 'SELECT "domainName", "reason" <> \'\' AS says, "stoppedAt" FROM "CurationStop"')).toEqual([
    { domainName: 'bob-bakes', says: true, stoppedAt: new Date('2026-01-01T00:00:00Z') },
  ]);
});
