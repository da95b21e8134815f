import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Flags of Node for a process that runs what strangers wrote, as the wall behind the sandbox's own: the permission model leaves it
 * nothing but to read this program's files (no other file, no writing, no program, no thread, no native addon), no text becomes
 * code, and its heap is bounded. Node 24 has no permission for the network: the process itself takes that away.
 */
export function sandboxFlags(heapMegabytes: number): string[] {
  const product = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const readable = ['package.json', 'runtime', 'protocol', 'node_modules'].map((name) => join(product, name));
  const places = new Set([...readable, ...readable.map((path) => realpathSync(path))]);
  return [
    '--permission',
    ...[...places].map((path) => `--allow-fs-read=${path}`),
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    `--max-old-space-size=${heapMegabytes}`,
    '--disable-warning=ExperimentalWarning',
  ];
}
