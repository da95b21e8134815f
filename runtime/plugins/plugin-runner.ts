import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';

/** What the host does for a plugin that was granted it; each call is counted. */
export interface PluginHost {
  fetch(request: { url: string; method: string; headers: Record<string, string>; body: string | null }): Promise<{
    status: number;
    headers: Record<string, string>;
    text: string;
  }>;
  searchKnowledge(query: string): Promise<{ document: string; text: string }[]>;
  webSearch(query: string): Promise<{ title: string; url: string; snippet: string }[]>;
  storeGet(key: string): Promise<string | null>;
  storeSet(key: string, value: string): Promise<void>;
}

export interface PluginRun {
  plugin: PluginDefinition;
  /** Argument of the plugin's function, as JSON: protocol/plugin-api says its shape for each kind. */
  input: unknown;
  host: PluginHost;
  signal: AbortSignal;
}

/** What a run gave and what it cost. */
export interface PluginOutcome {
  /** JSON value that the function returned. */
  value: unknown;
  /** Lines of `gaia.log`. */
  log: string[];
  calls: { fetch: number; searchKnowledge: number; webSearch: number; store: number };
  ms: number;
  memoryBytes: number;
}

/** Runs sandboxed code. Throws `upstream_failed` with the plugin's own error, `upstream_timeout`, `insufficient_resources` (memory, output), `forbidden` (a capability that wasn't granted), `client_closed`. */
export interface PluginRunner {
  run(run: PluginRun): Promise<PluginOutcome>;
  close(): Promise<void>;
}
