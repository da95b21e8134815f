import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { PromptRole } from './prompt-role.ts';

/** Creates a prompt component with its draft text. */
export async function createPrompt(
  deps: Deps,
  input: { ownerId: string; name: string; role: PromptRole; text: string; id?: string },
): Promise<{ id: string }> {
  const { ownerId, name, role, text } = input;
  const id = input.id ?? newId(deps.clock().getTime());
  await deps.db.component.create({
    data: { id, ownerId, kind: 'prompt', name, prompt: { create: { ownerId, role, text } } },
    select: { id: true },
  });
  return { id };
}
