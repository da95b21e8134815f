import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { evaluationSubject } from './evaluation-subject.ts';
import { findOwnQuestionSet } from './find-own-question-set.ts';

/** Deletes a question set with its runs. Throws `conflict` while one is under way. */
export async function deleteQuestionSet(deps: Deps, input: { ownerId: string; questionSetId: string }): Promise<void> {
  const { id } = await findOwnQuestionSet(deps, input);
  const runs = { ownerId: input.ownerId, subject: evaluationSubject(id) };
  const active = await deps.db.job.count({ where: { ...runs, state: { in: ['queued', 'running', 'cancelling'] } } });
  if (active > 0) throw new AppError('conflict', 'A run of these questions is under way; cancel it first.');
  await deps.db.$transaction([
    deps.db.job.deleteMany({ where: runs }),
    deps.db.questionSet.delete({ where: { id }, select: { id: true } }),
  ]);
}
