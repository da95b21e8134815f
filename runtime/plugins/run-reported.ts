import { AppError } from '#protocol/errors.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { PluginFailure } from './plugin-failure.ts';
import type { PluginParts } from './plugin-parts.ts';

/** Runs a plugin for a request and tells `onRun` how it went. Throws what the runner throws. */
export async function runReported(parts: PluginParts, plugin: PluginDefinition, input: unknown): Promise<unknown> {
  const { name, kind } = plugin;
  try {
    const { value, log, ms } = await parts.runner.run({
      plugin,
      input,
      host: parts.hostOf(plugin),
      signal: parts.signal,
    });
    parts.onRun?.({ name, kind, log, ms, error: null });
    return value;
  } catch (cause) {
    const { log, ms } = cause instanceof PluginFailure ? cause.outcome : { log: [], ms: 0 };
    const error = cause instanceof AppError ? cause.message : 'it failed on the node';
    parts.onRun?.({ name, kind, log, ms, error });
    throw cause;
  }
}
