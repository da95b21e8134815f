import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { cloneParts } from './clone-parts.ts';

export interface Clone {
  agentId: string;
  /** Knowledge that the clone lacks: the account has it not. The deed is where it can be bought, where that is known. */
  missing: { name: string; deedId: string | null }[];
}

/** Makes an agent of the account's from a manifest, with its lineage: own tools and plugins of the same definitions, and the knowledge that the account has. */
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
  const knowledge = await findKnowledge(deps, { ownerId, agent });
  const parts = await cloneParts(deps, { ownerId, agent, present });
  const draft = draftOf(agent, { ...parts, knowledge: knowledge.owned });
  await deps.db.agent.update({
    where: { id: agentId },
    data: { draft: { ...draft }, description: agent.description, parents: [input.contentRoot] },
    select: { id: true },
  });
  return { missing: knowledge.missing };
}

/** The account's own components with the agent's knowledge, and what it lacks. */
async function findKnowledge(
  deps: Pick<Deps, 'db'>,
  { ownerId, agent }: { ownerId: string; agent: AgentManifest },
): Promise<{ owned: string[]; missing: Clone['missing'] }> {
  const roots = agent.knowledge.map(({ contentRoot }) => contentRoot);
  const own = await deps.db.version.findMany({
    where: { ownerId, contentRoot: { in: roots }, component: { kind: 'knowledge' } },
    select: { contentRoot: true, componentId: true },
  });
  const deeds = await deps.db.deedVersion.findMany({
    where: { contentRoot: { in: roots } },
    orderBy: { deedId: 'asc' },
    select: { contentRoot: true, deedId: true },
  });
  const found = agent.knowledge.map(({ name, contentRoot }) => ({
    name,
    componentId: own.find((one) => one.contentRoot === contentRoot)?.componentId ?? null,
    deedId: deeds.find((one) => one.contentRoot === contentRoot)?.deedId.toFixed() ?? null,
  }));
  return {
    owned: [...new Set(found.flatMap(({ componentId }) => componentId ?? []))],
    missing: found.filter(({ componentId }) => !componentId).map(({ name, deedId }) => ({ name, deedId })),
  };
}

/** The draft that would publish as this manifest, with the account's own parts in it. */
function draftOf(agent: AgentManifest, parts: { knowledge: string[]; tools: string[]; plugins: string[] }): AgentDraft {
  const choices = (ids: string[]) => ids.map((componentId) => ({ componentId, versionId: null }));
  const { licences: _licences, ...prompts } = agent.prompts;
  return agentDraftSchema.parse({
    modelId: agent.model.id,
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
