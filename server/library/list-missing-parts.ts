import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { findAgentParts } from './find-agent-parts.ts';

interface MissingPart {
  kind: 'knowledge' | 'model';
  name: string;
  /** `lacking`: the account has it not; `unused`: it has, but the agent's draft is made without it. */
  state: 'lacking' | 'unused';
  deedId: string | null;
}

/** What the creator of a bought agent made it with, and its holder's draft is without. Empty for an agent of one's own. Throws `not_found` for somebody else's. */
export async function listMissingParts(
  deps: Deps,
  { ownerId, agentId }: { ownerId: string; agentId: string },
): Promise<MissingPart[]> {
  const { draft } = await findOwnAgent(deps, { ownerId, agentId });
  const bought = await deps.db.libraryEntry.findFirst({
    where: { ownerId, componentId: agentId },
    select: { contentRoot: true },
  });
  if (!bought) return [];
  const version = await deps.db.version.findFirst({
    where: { componentId: agentId, ownerId, contentRoot: bought.contentRoot },
    orderBy: { number: 'desc' },
    select: { manifest: true },
  });
  const { agent } = bundleManifestSchema.safeParse(version?.manifest).data ?? {};
  if (!agent) return [];
  const used = [draft.modelId, ...draft.knowledge.map(({ componentId }) => componentId)];
  const parts = await findAgentParts(deps, { ownerId, agent });
  return parts.flatMap(({ kind, name, deedId, componentId }) => {
    if (componentId && used.includes(componentId)) return [];
    return [{ kind, name, deedId, state: componentId ? ('unused' as const) : ('lacking' as const) }];
  });
}
