import fs from 'node:fs';
import path from 'node:path';

const names = { GAIA_SECRET_KEY: 'run-secret.key', GAIA_RELAY_KEY: 'run-relay.key' } as const;

/** Keys given in the environment go to the programs by files that only their owner reads, never by their environment. Returns the settings that name the files. */
export function handOverKeys(home: string, given: Record<string, string | undefined>): Record<string, string> {
  dropKeys(home);
  const settings = Object.entries(names).flatMap(([name, fileName]) => {
    const key = given[name];
    if (!key) return [];
    const file = path.join(home, fileName);
    fs.writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return [[`${name}_FILE`, file]];
  });
  return Object.fromEntries(settings);
}

/** Removed at stop: the keys themselves are not ours to keep. */
export function dropKeys(home: string): void {
  for (const fileName of Object.values(names)) fs.rmSync(path.join(home, fileName), { force: true });
}
