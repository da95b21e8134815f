import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Copies that were used in the last hour stay: somebody may be reading them. */
const safeMs = 3_600_000;

/** Deletes the files that were not used for the longest, until the rest is small enough. `keep` stays. */
export async function trimFolder(
  folder: string,
  { maxBytes, keep }: { maxBytes: number; keep: string },
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const files = (await Promise.all(paths.map(describe))).filter((file) => file !== null);
  let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const file of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
    if (total <= maxBytes) return;
    if (path.basename(file.path) === keep || Date.now() - file.usedMs < safeMs) continue;
    await rm(file.path, { force: true });
    total -= file.sizeBytes;
  }
}

async function describe(file: string): Promise<{ path: string; sizeBytes: number; usedMs: number } | null> {
  const found = await stat(file).catch(() => null);
  return found && { path: file, sizeBytes: found.size, usedMs: found.mtimeMs };
}
