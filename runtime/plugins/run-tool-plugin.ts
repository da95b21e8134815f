import { AppError } from '#protocol/errors.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginParts } from './plugin-parts.ts';
import { runReported } from './run-reported.ts';

/** Calls a plugin of kind `tool`. A failure is a result that the model reads; only `client_closed` is thrown. */
export async function runToolPlugin(
  parts: PluginParts,
  plugin: PluginDefinition,
  args: Record<string, unknown>,
): Promise<{ isError: boolean; content: string }> {
  try {
    const value = await runReported(parts, plugin, args);
    return { isError: false, content: typeof value === 'string' ? value : JSON.stringify(value) };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return { isError: true, content: cause.message };
  }
}
