import { AppError } from '#protocol/errors.ts';
import type { PromptFunctionInput } from '#protocol/plugin-api/plugin-api.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginParts } from './plugin-parts.ts';
import { runReported } from './run-reported.ts';

/** The text of `{{name "…"}}` by a plugin of kind `prompt-function`. Throws what the runner throws, and `upstream_failed` when it doesn't return a text: prompts show a note in its place. */
export async function runPromptFunction(
  parts: PluginParts,
  plugin: PluginDefinition,
  input: PromptFunctionInput,
): Promise<string> {
  const value = await runReported(parts, plugin, input);
  if (typeof value === 'string') return value;
  const kind = value === null ? 'nothing' : `a ${Array.isArray(value) ? 'list' : typeof value}`;
  throw new AppError('upstream_failed', `Plugin "${plugin.name}" returned ${kind}; a prompt function returns a text.`);
}
