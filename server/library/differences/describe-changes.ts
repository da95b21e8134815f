import type { BundleManifest } from '#protocol/manifests/bundle-manifest.ts';
import { agentChanges } from './agent-changes.ts';
import { type Change, textChange, valueChange } from './change.ts';
import { pluginChanges } from './plugin-changes.ts';
import { promptChanges } from './prompt-changes.ts';
import { toolChanges } from './tool-changes.ts';

/** What a newer version of a component does otherwise, what asks for more first. Rows of a dataset are told by `rowChanges`. Knowledge is compared by questions instead: of it, only name and description are told. */
export function describeChanges(before: BundleManifest, after: BundleManifest): Change[] {
  const changes = [
    ...valueChange({ field: 'name', before: before.name, after: after.name }),
    ...textChange({ field: 'description' }, { before: before.description, after: after.description }),
    ...contentChanges(before, after),
  ];
  return changes.toSorted((a, b) => Number(b.asksMore) - Number(a.asksMore));
}

function contentChanges(before: BundleManifest, after: BundleManifest): Change[] {
  if (before.prompt && after.prompt) return promptChanges(before.prompt, after.prompt);
  if (before.tool && after.tool) return toolChanges(before.tool, after.tool);
  if (before.plugin && after.plugin) return pluginChanges(before.plugin, after.plugin);
  if (before.agent && after.agent) return agentChanges(before.agent, after.agent);
  if (before.dataset && after.dataset) {
    const [was, is] = [before.dataset.rows, after.dataset.rows];
    return valueChange({ field: 'rows', before: String(was), after: String(is) });
  }
  if (before.model && after.model) {
    return [
      ...valueChange({ field: 'weights', before: before.model.sha256, after: after.model.sha256 }),
      ...textChange({ field: 'template' }, { before: before.model.template, after: after.model.template }),
    ];
  }
  return [];
}
