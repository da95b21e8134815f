import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** A part of an agent that doesn't come with its manifest. */
export interface AgentPart {
  kind: 'knowledge' | 'model';
  name: string;
  /** The account's own component with this very content; null where it has none. */
  componentId: string | null;
  /** Where it can be bought, where that is known. */
  deedId: string | null;
}

/** The knowledge of an agent, and the model that comes in a bundle: which of it the account has, found by its content. */
export async function findAgentParts(
  deps: Pick<Deps, 'db'>,
  { ownerId, agent }: { ownerId: string; agent: Pick<AgentManifest, 'knowledge' | 'model'> },
): Promise<AgentPart[]> {
  const { bundle } = agent.model;
  const parts = [
    ...agent.knowledge.map(({ name, contentRoot }) => ({ kind: 'knowledge' as const, name, contentRoot })),
    ...(bundle ? [{ kind: 'model' as const, name: bundle.name, contentRoot: bundle.contentRoot }] : []),
  ];
  const roots = parts.map(({ contentRoot }) => contentRoot);
  const own = await deps.db.version.findMany({
    where: { ownerId, contentRoot: { in: roots }, component: { kind: { in: ['knowledge', 'model'] } } },
    select: { contentRoot: true, componentId: true },
  });
  const deeds = await deps.db.deedVersion.findMany({
    where: { contentRoot: { in: roots } },
    orderBy: { deedId: 'asc' },
    select: { contentRoot: true, deedId: true },
  });
  return parts.map(({ kind, name, contentRoot }) => ({
    ...{ kind, name },
    componentId: own.find((one) => one.contentRoot === contentRoot)?.componentId ?? null,
    deedId: deeds.find((one) => one.contentRoot === contentRoot)?.deedId.toFixed() ?? null,
  }));
}
