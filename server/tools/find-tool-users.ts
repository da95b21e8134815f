import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { Deps } from '#server/deps-type.ts';

/** The owner's agents whose drafts use a tool. */
export async function findToolUsers(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; toolId: string },
): Promise<{ id: string; name: string }[]> {
  const agents = await deps.db.agent.findMany({
    where: { ownerId: input.ownerId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, draft: true },
  });
  return agents
    .filter(({ draft }) =>
      agentDraftSchema.safeParse(draft).data?.tools.some(({ componentId }) => componentId === input.toolId),
    )
    .map(({ id, name }) => ({ id, name }));
}
