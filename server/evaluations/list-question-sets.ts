import { testQuestionsSchema } from '#protocol/evaluations/question-set.ts';
import type { Deps } from '#server/deps-type.ts';

export interface QuestionSetRow {
  id: string;
  name: string;
  questionCount: number;
  updatedAt: Date;
}

/** The owner's question sets, last changed first. */
export async function listQuestionSets(deps: Deps, input: { ownerId: string }): Promise<QuestionSetRow[]> {
  const rows = await deps.db.questionSet.findMany({
    where: { ownerId: input.ownerId },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true, questions: true, updatedAt: true },
  });
  return rows.map(({ questions, ...row }) => ({ ...row, questionCount: testQuestionsSchema.parse(questions).length }));
}
