import type { Deps } from '#server/deps-type.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';

/** Changes name and description; published versions keep theirs. */
export async function renameKnowledge(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; knowledgeId: string; name: string; description: string },
): Promise<void> {
  const knowledge = await findOwnKnowledge(deps, input);
  const { name, description } = input;
  await deps.db.component.update({ where: { id: knowledge.id }, data: { name, description }, select: { id: true } });
}
