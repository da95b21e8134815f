import type { Deps } from '#server/deps-type.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { listPrompts } from '#server/prompts/list-prompts.ts';
import { promptTemplates } from '#server/prompts/prompt-templates.ts';

/** Gives an account the prompt templates as prompts of its own, unless it has any. */
export async function seedPrompts(deps: Deps, { ownerId }: { ownerId: string }): Promise<void> {
  const known = await listPrompts(deps, { ownerId });
  if (known.length > 0) return;
  for (const { name, role, text } of promptTemplates) await createPrompt(deps, { ownerId, name, role, text });
}
