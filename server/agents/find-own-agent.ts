import { AppError } from '#protocol/errors.ts';
import { type AgentDraft, agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnAgent {
  id: string;
  name: string;
  slug: string;
  description: string;
  draft: AgentDraft;
  createdAt: Date;
  updatedAt: Date;
}

/** The owner's agent with its draft. Throws `not_found`, also for somebody else's. */
export async function findOwnAgent(deps: Deps, input: { ownerId: string; agentId: string }): Promise<OwnAgent> {
  const agent = await deps.db.agent.findFirst({
    where: { id: input.agentId, ownerId: input.ownerId },
    select: { id: true, name: true, slug: true, description: true, draft: true, createdAt: true, updatedAt: true },
  });
  if (!agent) throw new AppError('not_found', 'No agent of yours has this id; it may have been deleted.');
  return { ...agent, draft: agentDraftSchema.parse(agent.draft) };
}
