import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import { type Change, entryChanges, listChanges, textChange, valueChange } from './change.ts';
import { parameterChanges } from './tool-changes.ts';

/** What changed between two versions of a plugin: what it may do and reach first, then its code. */
export function pluginChanges(before: PluginDefinition, after: PluginDefinition): Change[] {
  return [
    ...valueChange({ field: 'name', before: before.name, after: after.name }),
    ...valueChange({ field: 'kind', before: before.kind, after: after.kind, asksMore: true }),
    ...textChange({ field: 'model-description' }, { before: before.description, after: after.description }),
    ...listChanges(
      { field: 'host', asksMore: true },
      { before: before.capabilities.fetchHosts, after: after.capabilities.fetchHosts },
    ),
    ...listChanges({ field: 'permission', asksMore: true }, { before: permissions(before), after: permissions(after) }),
    ...parameterChanges(before.parameters, after.parameters),
    ...entryChanges({ field: 'setting' }, { before: bounds(before), after: bounds(after) }),
    ...textChange({ field: 'source' }, { before: before.source, after: after.source }),
  ];
}

function permissions({ capabilities }: PluginDefinition): string[] {
  const named = {
    keyValue: capabilities.keyValue,
    knowledge: capabilities.knowledge,
    webSearch: capabilities.webSearch,
  };
  return Object.entries(named).flatMap(([name, isAllowed]) => (isAllowed ? [name] : []));
}

function bounds({ timeoutMs, memoryMegabytes }: PluginDefinition): object {
  return { timeoutMs, memoryMegabytes };
}
