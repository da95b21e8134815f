import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { agentSlug } from './agent-slug.ts';
import { defaultDraft } from './default-draft.ts';

const attempts = 100;

/** Creates an agent with a default draft; its slug is made from the name and numbered when taken, also by another at the same moment. */
export async function createAgent(
  deps: Deps,
  input: { ownerId: string; name: string; modelId: string; id?: string },
): Promise<{ id: string; slug: string }> {
  const wanted = agentSlug(input.name);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    const id = input.id ?? newId(deps.clock().getTime());
    const row = { id, ownerId: input.ownerId, name: input.name, slug, draft: { ...defaultDraft(input.modelId) } };
    const made = await deps.db.agent.createMany({ data: [row], skipDuplicates: true });
    if (made.count === 1) return { id, slug };
  }
  throw new AppError('conflict', `${attempts} agents are named "${input.name}" already; choose another name.`, {
    param: 'name',
  });
}
