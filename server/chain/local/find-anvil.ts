import { existsSync } from 'node:fs';
import path from 'node:path';

const packages = path.resolve(import.meta.dirname, '../../../node_modules/@foundry-rs');

/** anvil's program for this platform, from its npm package; null where there is none. Its npm launcher is no use here: it outlives a kill and hides how anvil ended. */
export function findAnvil(platform: NodeJS.Platform = process.platform): string | null {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const name = platform === 'win32' ? 'anvil.exe' : 'anvil';
  const file = path.join(packages, `anvil-${platform}-${arch}`, 'bin', name);
  return existsSync(file) ? file : null;
}
