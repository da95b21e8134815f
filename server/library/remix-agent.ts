import { AppError } from '#protocol/errors.ts';
import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { mintVoucherSchema, noCommitment } from '#protocol/market/mint-terms.ts';
import { createAgent } from '#server/agents/create-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { findListing } from '#server/market/find-listing.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { createTools } from '#server/tools/create-tools.ts';

export interface Remix {
  agentId: string;
  /** Knowledge that the remix lacks: the account has it not. The deed is where it can be bought, where that is known. */
  missing: { name: string; deedId: string | null }[];
}

/** Clones a public agent into the account with its lineage: what is sold of the clone later names the original as a parent. Throws `forbidden` for a private one, `invalid_input` for another kind. */
export async function remixAgent(deps: Deps, input: { ownerId: string; id: string }): Promise<Remix> {
  const { ownerId } = input;
  const sale = await findListing(deps, input.id);
  if (sale.takenDownAt) throw new AppError('conflict', 'This agent was taken down; it can not be remixed now.');
  const { terms } = mintVoucherSchema.parse(sale.voucher);
  if (terms.version.keyCommitment !== noCommitment) {
    throw new AppError('forbidden', 'Only public agents can be remixed; this one is private.');
  }
  const version = await deps.db.version.findUniqueOrThrow({
    where: { id: sale.versionId },
    select: { manifest: true, contentRoot: true },
  });
  const { agent } = bundleManifestSchema.parse(version.manifest);
  if (!agent || !version.contentRoot) throw new AppError('invalid_input', 'Only agents can be remixed.');
  const knowledge = await findKnowledge(deps, { ownerId, agent });
  const tools = await createTools(deps, {
    ownerId,
    tools: agent.tools.map(({ component, definition }) => ({ name: component.name, definition })),
    importedFrom: 'market',
  });
  const plugins: string[] = [];
  for (const { component, definition } of agent.plugins) {
    plugins.push((await createPlugin(deps, { ownerId, name: component.name, definition })).id);
  }
  const draft = draftOf(agent, { knowledge: knowledge.owned, tools: tools.ids, plugins });
  const { id: agentId } = await createAgent(deps, { ownerId, name: agent.name, modelId: agent.model.id });
  await deps.db.agent.update({
    where: { id: agentId },
    data: { draft: { ...draft }, description: agent.description, parents: [version.contentRoot] },
    select: { id: true },
  });
  return { agentId, missing: knowledge.missing };
}

/** The account's own components with the agent's knowledge, and what it lacks. */
async function findKnowledge(
  deps: Pick<Deps, 'db'>,
  { ownerId, agent }: { ownerId: string; agent: AgentManifest },
): Promise<{ owned: string[]; missing: Remix['missing'] }> {
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
