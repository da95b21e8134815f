import { AppError } from '#protocol/errors.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginHost, PluginRunner } from '#runtime/plugins/plugin-runner.ts';
import { cutContent } from './output/cut-content.ts';
import type { ToolCallInput, ToolResult } from './tool-executor.ts';

/** What runs plugins for a call. */
export interface PluginTools {
  runner: PluginRunner;
  /** The host of one run of a plugin, for the agent and the signal of the call. */
  hostOf: (plugin: PluginDefinition, call: ToolCallInput) => PluginHost;
}

/** Calls a plugin of kind `tool`. A failure is a result that the model reads; only `client_closed` and faults of our own are thrown. */
export async function callPluginTool(
  plugins: PluginTools,
  plugin: PluginDefinition,
  call: ToolCallInput,
): Promise<ToolResult> {
  const host = plugins.hostOf(plugin, call);
  try {
    const { value } = await plugins.runner.run({ plugin, input: call.arguments, host, signal: call.signal });
    const content = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
    return { isError: false, content: cutContent(content), feedBack: true };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return { isError: true, content: `The tool "${plugin.name}" failed: ${cause.message}`, feedBack: true };
  }
}
