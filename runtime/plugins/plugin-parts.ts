import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginHost, PluginRunner } from './plugin-runner.ts';

/** What runs the plugins of one agent in one request. */
export interface PluginParts {
  runner: PluginRunner;
  /** The host of a plugin in this request: openPluginHost with the request's agent and signal. */
  hostOf: (plugin: PluginDefinition) => PluginHost;
  signal: AbortSignal;
  /** Told of every run that ended: what it logged and cost, for traces. */
  onRun?: (report: PluginReport) => void;
}

export interface PluginReport {
  name: string;
  kind: PluginDefinition['kind'];
  log: string[];
  ms: number;
  /** Why it gave nothing. */
  error: string | null;
}
