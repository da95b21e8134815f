import { AppError } from '#protocol/errors.ts';
import { pluginLimits } from '#protocol/plugins/plugin-limits.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { SafeFetch } from '#runtime/web/safe-fetch.ts';
import type { PluginStore } from './open-plugin-stores.ts';
import type { PluginHost } from './plugin-runner.ts';

/** What the hosts of all plugins of a node are made of. */
export interface PluginHostMeans {
  /** Refuses what the node's owner doesn't allow. */
  web: SafeFetch;
  webSearch: (query: string, signal: AbortSignal) => ReturnType<PluginHost['webSearch']>;
  stores: (agent: string, plugin: string) => PluginStore;
}

/** Whom one run works for. */
export interface PluginHostRun {
  /** The agent's slug; under it the plugin's keys are kept. */
  agent: string;
  plugin: PluginDefinition;
  searchKnowledge: PluginHost['searchKnowledge'];
  signal: AbortSignal;
}

/** What `gaia` does on a node, for a run of a plugin: requests only through the safe fetch and to the plugin's hosts, also after redirects. */
export function openPluginHost(means: PluginHostMeans, run: PluginHostRun): PluginHost {
  const { plugin, signal } = run;
  const store = () => means.stores(run.agent, plugin.name);
  return {
    async fetch({ url, method, headers, body }) {
      if (body !== null && Buffer.byteLength(body) > pluginLimits.fetchBytes) {
        throw new AppError('too_large', `gaia.fetch sends ${pluginLimits.fetchBytes / 1_024} KB at most.`);
      }
      const timeoutMs = Math.min(pluginLimits.fetchTimeoutMs, plugin.timeoutMs);
      const bounds = { timeoutMs, maxBytes: pluginLimits.fetchBytes, signal };
      const answer = await means.web({ url, method, headers, ...(body === null ? {} : { body }), ...bounds });
      assertStayed(plugin, answer.url);
      return { status: answer.status, headers: answer.headers, text: new TextDecoder().decode(answer.body) };
    },
    searchKnowledge: run.searchKnowledge,
    webSearch: (query) => means.webSearch(query, signal),
    storeGet: async (key) => store().get(key),
    storeSet: async (key, value) => store().set(key, value),
  };
}

function assertStayed({ capabilities }: PluginDefinition, url: string): void {
  const { host } = new URL(url);
  if (capabilities.fetchHosts.includes(host)) return;
  throw new AppError('forbidden', `gaia.fetch was sent on to "${host}", which is not among the plugin's hosts`);
}
