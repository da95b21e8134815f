import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import { readFileIfAny } from '#runtime/identity/read-file-if-any.ts';
import { writePrivateFile } from '#runtime/identity/write-private-file.ts';

/** What one plugin keeps for one agent. */
export interface PluginStore {
  get(key: string): string | null;
  /** The text `null` lets go of the key. On disk when it returns. Throws `too_large` when the plugin keeps as much as it may. */
  set(key: string, value: string): void;
}

/** Opens what the plugins of this node keep between runs: a file for each agent and plugin, in `<home>/plugins/<agent>/`. */
export function openPluginStores(home: string): (agent: string, plugin: string) => PluginStore {
  const stores = new Map<string, PluginStore>();
  return (agent, plugin) => {
    const folder = join(home, 'plugins', agent);
    // Names that differ in case only are two plugins, also where files don't tell case apart.
    const path = join(folder, `${plugin}-${hash('sha256', plugin).slice(0, 8)}.json`);
    const store = stores.get(path) ?? openStore(folder, path);
    stores.set(path, store);
    return store;
  };
}

function openStore(folder: string, path: string): PluginStore {
  const kept = new Map<string, string>(readEntries(path));
  return {
    get: (key) => kept.get(key) ?? null,
    set(key, value) {
      const before = kept.get(key);
      if (value === 'null') kept.delete(key);
      else kept.set(key, value);
      try {
        const content = JSON.stringify([...kept]);
        assertFits(kept.size, content);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writePrivateFile(path, { content, mode: 'replace' });
      } catch (cause) {
        if (before === undefined) kept.delete(key);
        else kept.set(key, before);
        throw cause;
      }
    },
  };
}

function readEntries(path: string): [string, string][] {
  const content = readFileIfAny(path);
  if (content === null) return [];
  const entries: unknown = JSON.parse(content);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => (Array.isArray(entry) ? [[String(entry[0]), String(entry[1])]] : []));
}

function assertFits(keys: number, content: string): void {
  if (keys > pluginLimits.storeKeys) {
    throw new AppError(
      'too_large',
      `A plugin may keep ${pluginLimits.storeKeys} keys; let go of some (set them to null).`,
    );
  }
  if (Buffer.byteLength(content) > pluginLimits.storeBytes) {
    const most = pluginLimits.storeBytes / 1_024;
    throw new AppError('too_large', `A plugin may keep ${most} KB in all; let go of some keys (set them to null).`);
  }
}
