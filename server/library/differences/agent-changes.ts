import { canonicalJson } from '#protocol/canonical-json.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { type Change, entryChanges, listChanges, textChange, valueChange } from './change.ts';
import { pluginChanges } from './plugin-changes.ts';
import { exampleChanges } from './prompt-changes.ts';
import { toolChanges } from './tool-changes.ts';

/** What changed between two versions of an agent: its model, what it says and knows, its tools and plugins one by one. */
export function agentChanges(before: AgentManifest, after: AgentManifest): Change[] {
  return [
    ...valueChange({ field: 'model', before: model(before), after: model(after) }),
    ...textChange({ field: 'text' }, { before: before.prompts.system, after: after.prompts.system }),
    ...textChange({ field: 'rag-text' }, { before: before.prompts.rag, after: after.prompts.rag }),
    ...exampleChanges(before.prompts.fewShot, after.prompts.fewShot),
    ...textChange({ field: 'rule' }, { before: rules(before), after: rules(after) }),
    ...entryChanges({ field: 'knowledge' }, { before: knowledge(before), after: knowledge(after) }),
    ...listChanges({ field: 'hosted', asksMore: true }, { before: hosted(before), after: hosted(after) }),
    ...partChanges('tool', { before: before.tools, after: after.tools }, toolChanges),
    ...partChanges('plugin', { before: before.plugins, after: after.plugins }, pluginChanges),
    ...listChanges({ field: 'code', asksMore: true }, { before: code(before), after: code(after) }),
    ...entryChanges({ field: 'setting' }, { before: settings(before), after: settings(after) }),
  ];
}

interface Part<Definition> {
  component: { name: string };
  definition: Definition;
}

function partChanges<Definition>(
  field: 'tool' | 'plugin',
  { before, after }: { before: Part<Definition>[]; after: Part<Definition>[] },
  compare: (before: Definition, after: Definition) => Change[],
): Change[] {
  const names = (parts: Part<Definition>[]) => parts.map(({ component }) => component.name);
  const changed = after.flatMap(({ component: { name }, definition }) => {
    const old = before.find(({ component }) => component.name === name);
    return old ? compare(old.definition, definition).map((change) => ({ ...change, of: name })) : [];
  });
  return [...listChanges({ field, asksMore: true }, { before: names(before), after: names(after) }), ...changed];
}

/** Of a model in a bundle the version counts too. */
function model({ model: { id, bundle } }: AgentManifest): string {
  return bundle ? `${bundle.name} v${bundle.version}` : id;
}

function rules({ prompts }: AgentManifest): string {
  return prompts.rules.map(({ when, system }) => `${canonicalJson(when)}\n${system}`).join('\n\n');
}

function knowledge({ knowledge: parts }: AgentManifest): object {
  return Object.fromEntries(parts.map(({ name, version }) => [name, `v${version}`]));
}

function hosted({ hosted: parts = [] }: AgentManifest): string[] {
  return parts.map(({ name, gateway }) => `${name} (${gateway})`);
}

function code({ toolPolicy }: AgentManifest): string[] {
  return (['javascript', 'python'] as const).filter((language) => toolPolicy[language]);
}

function settings({ generation, retrieval, evidence }: AgentManifest): object {
  return { ...generation, ...retrieval, ...evidence };
}
