import { randomInt } from 'node:crypto';
import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';
import { findOpenTrial } from '#server/trials/find-open-trial.ts';
import { trialFacts } from '#server/trials/trial-facts.ts';
import { compareKind } from '#server/trials/trial-job-kinds.ts';
import { trialPersons } from '#server/trials/trial-persons.ts';

/** Answers that a compared question takes of a trial's budget. */
export const answersPerQuestion = 2;
const mostAtOnce = 2;

export interface ComparisonStart {
  ownerId: string;
  componentId: string;
  questions: string[];
  clientAddress: string;
}

/**
 * Queues a blind comparison: the person's own questions, answered with and without a component on its creator's node, each on a side that chance chooses. Every question takes two answers of the
 * trial's budget. Throws `not_found`, `rate_limited` when fewer are left, `conflict` while others are under way.
 */
export async function startComparison(deps: Deps, input: ComparisonStart): Promise<{ comparisonId: string }> {
  const { ownerId, componentId, questions } = input;
  const trial = await findOpenTrial(deps, { componentId });
  const left = (await trialFacts(deps, { ownerId, componentId }))?.questionsLeft ?? 0;
  const needed = questions.length * answersPerQuestion;
  if (needed > left) {
    throw new AppError(
      'rate_limited',
      `${questions.length} questions take ${needed} trial answers, and ${left} of “${trial.name}” are left for you today; ask ${left < answersPerQuestion ? 'tomorrow' : `at most ${Math.floor(left / answersPerQuestion)}`}.`,
    );
  }
  const persons = await trialPersons(deps, input);
  const createdAt = deps.clock();
  const comparisonId = newId(createdAt.getTime());
  const about = { ownerId, componentId, contentRoot: trial.contentRoot, node: trial.nodeAddress };
  const rows = questions.map((question, position) => ({ position, question, withSide: randomSide() }));
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`comparisons:${ownerId}`}, 0))`;
    const asking = await tx.comparison.count({ where: { ownerId, state: 'asking' } });
    if (asking >= mostAtOnce) {
      throw new AppError('conflict', `${mostAtOnce} of your comparisons are being answered; wait for one of them.`);
    }
    const row = { id: comparisonId, ...about, persons, createdAt, rows: { create: rows } };
    await tx.comparison.create({ data: row, select: { id: true } });
    await enqueueJob(tx, {
      ...{ ownerId, kind: compareKind, subject: `comparison:${comparisonId}`, payload: { comparisonId } },
      idempotencyKey: `compare:${comparisonId}`,
    });
    return { comparisonId };
  });
}

function randomSide(): 'left' | 'right' {
  return randomInt(2) === 0 ? 'left' : 'right';
}
