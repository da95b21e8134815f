import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { LicenceReference } from './licence-reference.ts';

/** A licensed part of an agent. */
export interface LicensedPart {
  /** As the agent names it. */
  name: string;
  licence: LicenceReference;
}

/** The licensed parts of an agent, each content once. */
export function licencesOfAgent(
  manifest: Pick<AgentManifest, 'name' | 'model' | 'knowledge' | 'prompts' | 'tools' | 'plugins' | 'licence'>,
): LicensedPart[] {
  const { name: agentName, licence: ofAgent, model, knowledge, prompts, tools, plugins } = manifest;
  const parts = [
    { name: agentName, licence: ofAgent },
    ...(model.bundle ? [model.bundle] : []),
    ...knowledge.map(({ name, licence }) => ({ name, licence })),
    ...(prompts.licences ?? []),
    ...[...tools, ...plugins].map(({ component, licence }) => ({ name: component.name, licence })),
  ];
  const byRoot = new Map<string, LicensedPart>();
  for (const { name, licence } of parts) {
    if (licence && !byRoot.has(licence.contentRoot)) byRoot.set(licence.contentRoot, { name, licence });
  }
  return [...byRoot.values()];
}
