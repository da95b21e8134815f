import { AppError } from '#protocol/errors.ts';
import type { TestQuestion } from '#protocol/evaluations/question-set.ts';
import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';

/** Creates a question set. Throws `conflict` when the account has as many as it may. */
export async function createQuestionSet(
  deps: Deps,
  input: { ownerId: string; name: string; questions: TestQuestion[] },
): Promise<{ id: string }> {
  const { ownerId, name, questions } = input;
  if ((await deps.db.questionSet.count({ where: { ownerId } })) >= limits.questionSetsPerAccount) {
    throw new AppError('conflict', `An account may have ${limits.questionSetsPerAccount} question sets; delete one.`);
  }
  const id = newId(deps.clock().getTime());
  return deps.db.questionSet.create({ data: { id, ownerId, name, questions }, select: { id: true } });
}
