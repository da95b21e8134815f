import { AppError } from '#protocol/errors.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import { assertNotOnSale } from '#server/components/assert-not-on-sale.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

/** Deletes a prompt with its versions. Throws `conflict`, naming the agents, while any uses it. */
export async function deletePrompt(deps: Deps, input: { ownerId: string; promptId: string }): Promise<void> {
  const prompt = await findOwnPrompt(deps, input);
  await assertNotOnSale(deps, prompt);
  const agents = await deps.db.agent.findMany({
    where: { ownerId: input.ownerId },
    select: { name: true, draft: true },
  });
  const users = agents.filter((agent) => {
    const draft = agentDraftSchema.parse(agent.draft);
    const used = [draft.systemPromptId, draft.ragPromptId, ...draft.prompts.rules.map(({ promptId }) => promptId)];
    return used.includes(prompt.id);
  });
  if (users.length > 0) {
    const names = users.map((agent) => `"${agent.name}"`).join(', ');
    throw new AppError('conflict', `"${prompt.name}" is used by ${names}; choose another prompt there first.`);
  }
  await deps.db.component.delete({ where: { id: prompt.id }, select: { id: true } });
}
