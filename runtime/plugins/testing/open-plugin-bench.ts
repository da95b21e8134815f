import { type PluginDefinition, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import { openPluginRunner } from '#runtime/plugins/open-plugin-runner.ts';
import type { PluginHost, PluginOutcome, PluginRunner } from '#runtime/plugins/plugin-runner.ts';

export interface PluginBench {
  runner: PluginRunner;
  run(source: string, options?: BenchRun): Promise<PluginOutcome>;
  close(): Promise<void>;
}

export interface BenchRun {
  input?: unknown;
  definition?: Partial<Omit<PluginDefinition, 'capabilities'>>;
  capabilities?: Partial<PluginDefinition['capabilities']>;
  host?: Partial<PluginHost>;
  signal?: AbortSignal;
}

/** A plugin's definition with what a test doesn't care about filled in. */
export function testPlugin(source: string, { definition, capabilities }: BenchRun = {}): PluginDefinition {
  const facts = { name: 'tried', kind: 'tool', description: '', timeoutMs: 600, ...definition };
  return pluginDefinitionSchema.parse({ ...facts, capabilities: capabilities ?? {}, source });
}

/** The real runner, and a host that answers from memory. */
export function openPluginBench(): PluginBench {
  const runner = openPluginRunner();
  return {
    runner,
    run: (source, options = {}) =>
      runner.run({
        plugin: testPlugin(source, options),
        input: options.input ?? null,
        host: { ...memoryHost(), ...options.host },
        signal: options.signal ?? new AbortController().signal,
      }),
    close: () => runner.close(),
  };
}

function memoryHost(): PluginHost {
  const kept = new Map<string, string>();
  return {
    fetch: async ({ url, method }) => ({ status: 200, headers: {}, text: `${method} ${url}` }),
    searchKnowledge: async (query) => [{ document: 'guide.md', text: `About ${query}.` }],
    webSearch: async (query) => [{ title: query, url: 'https://example.org', snippet: 'Found.' }],
    storeGet: async (key) => kept.get(key) ?? null,
    storeSet: async (key, value) => void kept.set(key, value),
  };
}
