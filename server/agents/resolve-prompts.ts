import { AppError } from '#protocol/errors.ts';
import type { AgentDraft } from '#protocol/manifests/agent-draft.ts';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** The draft's prompt texts, with those of the prompt components it names in their place. */
export async function resolvePrompts(deps: Deps, input: { ownerId: string; draft: AgentDraft }): Promise<PromptPolicy> {
  const { draft, ownerId } = input;
  return {
    ...draft.prompts,
    system: await promptText(deps, { ownerId, promptId: draft.systemPromptId, otherwise: draft.prompts.system }),
    rag: await promptText(deps, { ownerId, promptId: draft.ragPromptId, otherwise: draft.prompts.rag }),
  };
}

async function promptText(
  deps: Deps,
  input: { ownerId: string; promptId: string | null; otherwise: string },
): Promise<string> {
  if (!input.promptId) return input.otherwise;
  const prompt = await deps.db.prompt.findFirst({
    where: { id: input.promptId, ownerId: input.ownerId },
    select: { text: true },
  });
  if (!prompt)
    throw new AppError('not_found', 'A prompt of this agent no longer exists; choose another in its form.', {
      param: 'prompts',
    });
  return prompt.text;
}
