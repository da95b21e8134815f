import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the migrations make the database that prisma/schema.prisma describes', () => {
  const args = ['scripts/database/write-migration.mjs', '--check'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(`${stdout}${stderr}`).toBe('The migrations agree with prisma/schema.prisma; nothing to write.\n');
}, 60_000);
