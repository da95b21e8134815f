import { AppError } from '#protocol/errors.ts';
import { type TestQuestion, testQuestionsSchema } from '#protocol/evaluations/question-set.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnQuestionSet {
  id: string;
  name: string;
  questions: TestQuestion[];
  updatedAt: Date;
}

/** The owner's question set. Throws `not_found`, also for somebody else's. */
export async function findOwnQuestionSet(
  deps: Deps,
  input: { ownerId: string; questionSetId: string },
): Promise<OwnQuestionSet> {
  const row = await deps.db.questionSet.findFirst({
    where: { id: input.questionSetId, ownerId: input.ownerId },
    select: { id: true, name: true, questions: true, updatedAt: true },
  });
  if (!row) throw new AppError('not_found', 'No question set of yours has this id; it may have been deleted.');
  return { ...row, questions: testQuestionsSchema.parse(row.questions) };
}
