import { AppError } from '#protocol/errors.ts';
import type { PromptChooserInput } from '#protocol/plugin-api/plugin-api.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { PluginParts } from './plugin-parts.ts';
import { runReported } from './run-reported.ts';

export interface ChosenPrompt {
  /** Name of the rule; null for the agent's usual prompt. */
  rule: string | null;
  /** What a trace says about the choice. */
  note: string;
}

/** Asks a plugin of kind `prompt-chooser` for a rule. One that fails, or names a rule there isn't, chooses nothing: the agent still answers, and the note says why. */
export async function choosePromptByPlugin(
  parts: PluginParts,
  plugin: PluginDefinition,
  input: PromptChooserInput,
): Promise<ChosenPrompt> {
  const value = await runReported(parts, plugin, input).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return cause;
  });
  if (value instanceof AppError) return { rule: null, note: value.message };
  if (value === null) return { rule: null, note: `plugin "${plugin.name}" chose no rule` };
  if (typeof value === 'string' && input.rules.includes(value)) {
    return { rule: value, note: `plugin "${plugin.name}" chose "${value}"` };
  }
  const said = JSON.stringify(value).slice(0, 100);
  return { rule: null, note: `plugin "${plugin.name}" returned ${said}, which is none of its rules` };
}
