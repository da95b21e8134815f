import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { DatasetPart } from '#protocol/manifests/dataset-part.ts';
import type { ModelPart } from '#protocol/manifests/model-part.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';

export interface ContentFact {
  /** Code that screens translate: `documents`, `passages`, `embedding`, `function`, `hosts`, `part`, … */
  label: string;
  value: string;
}

/** What a version holds, in facts that give nothing of it away. */
export async function describeContents(deps: Pick<Deps, 'db'>, versionId: string): Promise<ContentFact[]> {
  const version = await deps.db.version.findUnique({ where: { id: versionId }, select: { manifest: true } });
  const manifest = bundleManifestSchema.safeParse(version?.manifest);
  return manifest.success ? factsOf(manifest.data) : [];
}

function factsOf({ knowledge, prompt, tool, plugin, agent, model, dataset }: BundleManifest): ContentFact[] {
  const facts: [string, string | number][] = [];
  if (knowledge) {
    facts.push(['documents', knowledge.documents], ['passages', knowledge.chunks]);
    facts.push(['embedding', knowledge.fingerprint.model]);
  }
  if (prompt)
    facts.push(['role', prompt.role], ['characters', prompt.text.length], ['examples', prompt.fewShot?.length ?? 0]);
  if (tool) facts.push(['function', tool.name], ['purpose', tool.description]);
  if (plugin) {
    facts.push(['function', plugin.name], ['pluginKind', plugin.kind], ['purpose', plugin.description]);
    for (const host of plugin.capabilities.fetchHosts) facts.push(['host', host]);
  }
  if (agent) facts.push(...agentFacts(agent));
  if (model) facts.push(...modelFacts(model));
  if (dataset) facts.push(...datasetFacts(dataset));
  return facts.map(([label, value]) => ({ label, value: String(value) }));
}

/** Its model by the name that people know, and its parts. */
function agentFacts({ model: { id, bundle }, knowledge, tools, plugins }: AgentManifest): [string, string][] {
  const parts = [
    ...knowledge.map(({ name }) => name),
    ...[...tools, ...plugins].map(({ component }) => component.name),
  ];
  return [
    ['model', bundle?.name ?? findModel(id)?.name ?? id],
    ...parts.map((part): [string, string] => ['part', part]),
  ];
}

function modelFacts({ architecture, parameters, contextTokens, madeFrom }: ModelPart): [string, string | number][] {
  return [
    ['architecture', architecture],
    ['parameters', parameters],
    ['contextTokens', contextTokens],
    ['madeFrom', madeFrom ? (findModel(madeFrom)?.name ?? madeFrom) : '–'],
  ];
}

function datasetFacts({ rows, duplicates, characters, roles }: DatasetPart): [string, number][] {
  return [
    ['rows', rows],
    ['duplicates', duplicates],
    ['characters', characters],
    ['systemTurns', roles.system],
    ['userTurns', roles.user],
    ['assistantTurns', roles.assistant],
  ];
}
