import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { agentSlug } from './agent-slug.ts';
import { defaultDraft } from './default-draft.ts';

const attempts = 100;

/** Creates an agent with a default draft; its slug is made from the name and numbered when taken. */
export async function createAgent(
  deps: Deps,
  input: { ownerId: string; name: string; modelId: string; id?: string },
): Promise<{ id: string; slug: string }> {
  const wanted = agentSlug(input.name);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    const taken = await deps.db.agent.findUnique({
      where: { ownerId_slug: { ownerId: input.ownerId, slug } },
      select: { id: true },
    });
    if (taken) continue;
    const id = input.id ?? newId(deps.clock().getTime());
    await deps.db.agent.create({
      data: { id, ownerId: input.ownerId, name: input.name, slug, draft: { ...defaultDraft(input.modelId) } },
    });
    return { id, slug };
  }
  throw new AppError('conflict', `${attempts} agents are named "${input.name}" already; choose another name.`, {
    param: 'name',
  });
}
