import { AppError } from '#protocol/errors.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { Deps } from '#server/deps-type.ts';

/** Makes a version's draft the agent's present draft; the version itself stays. */
export async function restoreAgentVersion(deps: Deps, input: { ownerId: string; versionId: string }): Promise<void> {
  const version = await deps.db.agentVersion.findFirst({
    where: { id: input.versionId, ownerId: input.ownerId },
    select: { agentId: true, draft: true },
  });
  if (!version) throw new AppError('not_found', 'No version of yours has this id.');
  const draft = agentDraftSchema.parse(version.draft);
  await deps.db.agent.update({
    where: { id: version.agentId },
    data: { draft: { ...draft }, updatedAt: deps.clock() },
    select: { id: true },
  });
}
