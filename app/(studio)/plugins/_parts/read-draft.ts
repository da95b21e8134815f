import { jsonObjectSchema } from '#protocol/json-value.ts';
import { type PluginDefinition, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';

/** A plugin in the editor: what is not text yet in its definition is typed as text. */
export interface PluginDraft {
  name: string;
  definition: PluginDefinition;
  /** JSON. */
  parameters: string;
  /** One in each line. */
  hosts: string;
}

/** What is wrong with a draft: the kind of problem, and the reason in words. */
export type DraftProblem =
  | { kind: 'parameters' | 'input'; reason: string }
  | { kind: 'parametersShape' }
  | { kind: 'field'; field: string; reason: string };

/** A saved plugin as the editor holds it. */
export function draftOf({ name, definition }: { name: string; definition: PluginDefinition }): PluginDraft {
  const parameters = JSON.stringify(definition.parameters, null, 2);
  return { name, definition, parameters, hosts: definition.capabilities.fetchHosts.join('\n') };
}

/** The definition that a draft stands for, or the first thing that is wrong with it. */
export function readDraft(draft: PluginDraft): { definition: PluginDefinition } | { problem: DraftProblem } {
  const parameters = readJson(draft.parameters);
  if ('reason' in parameters) return { problem: { kind: 'parameters', reason: parameters.reason } };
  if (!jsonObjectSchema.safeParse(parameters.value).success) return { problem: { kind: 'parametersShape' } };
  const { capabilities } = draft.definition;
  const fetchHosts = draft.hosts
    .split(/[\s,]+/)
    .map((host) => host.toLowerCase())
    .filter((host) => host !== '');
  const parsed = pluginDefinitionSchema.safeParse({
    ...draft.definition,
    parameters: parameters.value,
    capabilities: { ...capabilities, fetchHosts },
  });
  if (parsed.success) return { definition: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return { problem: { kind: 'field', field, reason: issue?.message ?? '' } };
}

/** A JSON text's value, or why it isn't one. */
export function readJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : '' };
  }
}
