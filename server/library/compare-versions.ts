import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { deleteKnowledge } from '#server/knowledge/delete-knowledge.ts';
import { importBundle } from '#server/knowledge/import/import-bundle.ts';
import { searchKnowledge } from '#server/knowledge/search-knowledge.ts';
import { assertHolder, findDeedVersion } from './install-component.ts';
import { openBoughtBundle } from './open-bought-bundle.ts';

interface VersionFinding {
  /** Passages found first, as the model would read them. */
  passages: { documentName: string; text: string }[];
  /** Evidence, 0 to 1. */
  strength: number;
  isSufficient: boolean;
}

export interface VersionDifference {
  question: string;
  before: VersionFinding;
  after: VersionFinding;
}

const shownPassages = 3;

/**
 * What a newer version of installed knowledge finds for the owner's own questions, beside what the present one finds; nothing that is in use changes. Throws `conflict` for another kind,
 * `forbidden` with an expired licence, `node_offline` without a node.
 */
export async function compareVersions(
  deps: Deps,
  input: { ownerId: string; deedId: string; number: number; questions: string[]; signal: AbortSignal },
): Promise<VersionDifference[]> {
  const { ownerId, deedId, number, questions, signal } = input;
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  const present = entry?.componentId;
  if (!present) throw new AppError('not_found', 'This is not installed; install it first.');
  const isKnowledge = (await deps.db.knowledge.count({ where: { id: present, ownerId } })) > 0;
  if (!isKnowledge) throw new AppError('conflict', 'Only versions of knowledge can be compared by questions.');
  await assertHolder(deps, input);
  const version = await findDeedVersion(deps, { deedId, number });
  const { bought, content } = await openBoughtBundle(deps, { ownerId, deedId, ...version });
  const { knowledgeId: candidate } = await importBundle(deps, { ownerId, content, bought });
  try {
    const differences: VersionDifference[] = [];
    for (const question of questions) {
      const find = (knowledgeId: string) => findPassages(deps, { ownerId, knowledgeId, query: question, signal });
      differences.push({ question, before: await find(present), after: await find(candidate) });
    }
    return differences;
  } finally {
    await deleteKnowledge(deps, { ownerId, knowledgeId: candidate });
  }
}

async function findPassages(
  deps: Deps,
  input: { ownerId: string; knowledgeId: string; query: string; signal: AbortSignal },
): Promise<VersionFinding> {
  const { candidates, evidence } = await searchKnowledge(deps, input);
  return {
    passages: candidates.slice(0, shownPassages).map(({ documentName, text }) => ({ documentName, text })),
    strength: evidence.strength,
    isSufficient: evidence.isSufficient,
  };
}
