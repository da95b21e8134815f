import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertTemplates } from './assert-templates.ts';
import { findOwnAgent } from './find-own-agent.ts';

/** Saves the agent's name, description and draft; versions that are published stay as they are. Throws `invalid_input` for a prompt template that can't be right. */
export async function updateAgent(
  deps: Deps,
  input: { ownerId: string; agentId: string; name: string; description: string; draft: AgentDraft },
): Promise<{ updatedAt: Date }> {
  await findOwnAgent(deps, input);
  assertTemplates(input.draft.prompts);
  return deps.db.agent.update({
    where: { id: input.agentId },
    data: { name: input.name, description: input.description, draft: { ...input.draft }, updatedAt: deps.clock() },
    select: { updatedAt: true },
  });
}
