import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseEnvironment } from './env.ts';
import type { Binaries } from './find-binaries.ts';
import type { RunAs } from './run-as.ts';

/** Makes an empty cluster in `folder`, whole or not at all, with the password for the user `postgres`. */
export function initialiseCluster(input: { binaries: Binaries; runAs: RunAs; folder: string; password: string }): void {
  const { binaries, runAs, folder, password } = input;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  const secret = mkdtempSync(path.join(tmpdir(), 'gaianet-'));
  const passwordFile = path.join(secret, 'password');
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (runAs.dropsUser) {
      for (const place of [secret, passwordFile]) chownSync(place, runAs.options.uid ?? 0, runAs.options.gid ?? 0);
    }
    const flags = ['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    const [command, args] = runAs.command(binaries.initdb, [...flags, '-E', 'UTF8', '--locale=C', '--no-instructions']);
    const env = databaseEnvironment();
    const result = spawnSync(command, args, { ...runAs.options, encoding: 'utf8', env });
    if (result.status !== 0)
      throw new Error(`PostgreSQL could not create its files in ${folder}: ${result.stderr || result.error}`);
    renameSync(draft, folder);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}
