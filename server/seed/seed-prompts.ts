import type { Deps } from '#server/deps-type.ts';
import { createPrompt } from '#server/prompts/create-prompt.ts';
import { listPrompts } from '#server/prompts/list-prompts.ts';
import { promptTemplates } from '#server/prompts/prompt-templates.ts';
import { fixedId } from './fixed-id.ts';

/** Gives an account the prompt templates as prompts of its own, under fixed ids, unless it has any. */
export async function seedPrompts(deps: Deps, { ownerId }: { ownerId: string }): Promise<void> {
  const known = await listPrompts(deps, { ownerId });
  if (known.length > 0) return;
  for (const template of promptTemplates) {
    const { name, role, text } = template;
    await createPrompt(deps, { ownerId, id: fixedId(`prompt ${template.id} of ${ownerId}`), name, role, text });
  }
}
