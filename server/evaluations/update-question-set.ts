import type { TestQuestion } from '#protocol/evaluations/question-set.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnQuestionSet } from './find-own-question-set.ts';

/** Saves a question set's name and questions; runs that exist keep the questions they were started with. */
export async function updateQuestionSet(
  deps: Deps,
  input: { ownerId: string; questionSetId: string; name: string; questions: TestQuestion[] },
): Promise<void> {
  await findOwnQuestionSet(deps, input);
  await deps.db.questionSet.update({
    where: { id: input.questionSetId },
    data: { name: input.name, questions: input.questions },
    select: { id: true },
  });
}
