import type { Deps } from '#server/deps-type.ts';
import { findOwnPrompt } from './find-own-prompt.ts';

/** Saves a prompt's name and draft text; its published versions stay as they are. */
export async function updatePrompt(
  deps: Deps,
  input: { ownerId: string; promptId: string; name: string; description: string; text: string },
): Promise<void> {
  await findOwnPrompt(deps, input);
  await deps.db.component.update({
    where: { id: input.promptId },
    data: { name: input.name, description: input.description, prompt: { update: { text: input.text } } },
    select: { id: true },
  });
}
