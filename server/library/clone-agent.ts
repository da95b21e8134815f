import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { cloneParts } from './clone-parts.ts';
import { type AgentPart, findAgentParts } from './find-agent-parts.ts';

export interface Clone {
  agentId: string;
  /** Knowledge, and the model where it comes in a bundle, that the account has not. The deed is where it can be bought, where that is known. */
  missing: { name: string; deedId: string | null }[];
}

/** Makes an agent of the account's from a manifest, with its lineage: own tools and plugins of the same definitions, and the knowledge and the model that the account has. */
export async function cloneAgent(
  deps: Deps,
  input: { ownerId: string; agent: AgentManifest; contentRoot: string },
): Promise<Clone> {
  const { ownerId, agent, contentRoot } = input;
  const { id: agentId } = await createAgent(deps, { ownerId, name: agent.name, modelId: agent.model.id });
  const { missing } = await fillClone(deps, { ownerId, agentId, agent, contentRoot });
  return { agentId, missing };
}

/** Brings an agent of the account's to what a manifest says. Its own parts of the same names are taken over. */
export async function fillClone(
  deps: Deps,
  input: { ownerId: string; agentId: string; agent: AgentManifest; contentRoot: string },
): Promise<{ missing: Clone['missing'] }> {
  const { ownerId, agentId, agent } = input;
  const { draft: before } = await findOwnAgent(deps, input);
  const present = [...before.tools, ...before.plugins].map(({ componentId }) => componentId);
  const found = await findAgentParts(deps, { ownerId, agent });
  const ownedOf = (kind: AgentPart['kind']) =>
    found.flatMap((part) => (part.kind === kind && part.componentId ? [part.componentId] : []));
  const parts = await cloneParts(deps, { ownerId, agent, present });
  const [modelId = agent.model.id] = ownedOf('model');
  const draft = draftOf(agent, { ...parts, modelId, knowledge: [...new Set(ownedOf('knowledge'))] });
  await deps.db.agent.update({
    where: { id: agentId },
    data: { draft: { ...draft }, description: agent.description, parents: [input.contentRoot] },
    select: { id: true },
  });
  return { missing: found.filter(({ componentId }) => !componentId).map(({ name, deedId }) => ({ name, deedId })) };
}

/** The draft that would publish as this manifest, with the account's own parts in it. */
function draftOf(
  agent: AgentManifest,
  parts: { modelId: string; knowledge: string[]; tools: string[]; plugins: string[] },
): AgentDraft {
  const choices = (ids: string[]) => ids.map((componentId) => ({ componentId, versionId: null }));
  const { licences: _licences, ...prompts } = agent.prompts;
  return agentDraftSchema.parse({
    modelId: parts.modelId,
    contextTokens: Math.max(512, agent.model.contextTokens),
    knowledge: choices(parts.knowledge),
    hosted: agent.hosted ?? [],
    tools: choices(parts.tools),
    plugins: choices(parts.plugins),
    prompts,
    retrieval: { ...agent.retrieval, evidenceThreshold: null },
    generation: agent.generation,
    evidence: agent.evidence,
    toolPolicy: agent.toolPolicy,
    starters: agent.starters,
  });
}
