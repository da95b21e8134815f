import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { evaluationJobKind } from '#server/evaluations/evaluation-subject.ts';
import { findOwnVersion } from '#server/sale/find-own-version.ts';
import { scoreOf } from './evaluation-result.ts';
import { readVersionRun } from './read-version-run.ts';

/**
 * Attaches the scores of a finished run to the version that it asked: buyers see them with the hash of the content they were measured on. Another one takes its place.
 * Throws `not_found` for a run or version of somebody else's, `conflict` for a run that isn't done, checked nothing, or asked anything but this version.
 */
export async function attachEvaluation(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; versionId: string; jobId: string },
): Promise<void> {
  const { ownerId, jobId } = input;
  const version = await findOwnVersion(deps, input);
  const job = await deps.db.job.findFirst({
    where: { id: jobId, ownerId, kind: evaluationJobKind },
    select: { id: true, state: true, payload: true, checkpoint: true, endedAt: true, createdAt: true },
  });
  if (!job) throw new AppError('not_found', 'No run of yours has this id.');
  if (job.state !== 'done')
    throw new AppError('conflict', 'This run has not ended well; wait for it, or run it again.');
  const result = readVersionRun(job, version);
  if (!result) {
    throw new AppError(
      'conflict',
      `This run did not ask version ${version.number} as it is published; run the questions on that version.`,
    );
  }
  const { passed, checks, questions } = scoreOf(result);
  if (checks === 0) {
    throw new AppError('conflict', 'The questions of this run have no checks, so there is no score; add checks first.');
  }
  const share = Math.round((passed * 100) / checks);
  const message = `${share} % of the checks passed: ${passed} of ${checks}, on ${questions} questions.`;
  const row = { ownerId, outcome: 'passed', message, detail: result, checkedAt: deps.clock() };
  await deps.db.saleCheck.upsert({
    where: { versionId_kind: { versionId: version.id, kind: 'evaluation' } },
    create: { versionId: version.id, kind: 'evaluation', ...row },
    update: row,
    select: { versionId: true },
  });
}
