import { AppError } from '#protocol/errors.ts';
import type { PromptChooserInput } from '#protocol/plugin-api/plugin-api.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginParts } from './plugin-parts.ts';
import { runReported } from './run-reported.ts';

/** The name of the rule that a plugin of kind `prompt-chooser` chooses; empty when it chooses none. Throws what the runner throws, and `upstream_failed` for what is none of the rules: prompts then take the usual one and say why in the trace. */
export async function choosePromptByPlugin(
  parts: PluginParts,
  plugin: PluginDefinition,
  input: PromptChooserInput,
): Promise<string> {
  const value = await runReported(parts, plugin, input);
  if (value === null) return '';
  if (typeof value === 'string' && input.rules.includes(value)) return value;
  const said = JSON.stringify(value).slice(0, 100);
  throw new AppError(
    'upstream_failed',
    `Plugin "${plugin.name}" returned ${said}, which is none of the agent's rules.`,
  );
}
