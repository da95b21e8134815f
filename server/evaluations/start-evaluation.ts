import { AppError } from '#protocol/errors.ts';
import { evaluationSchema, type MeasuredVersion, type TrialColumn } from '#protocol/evaluations/evaluation.ts';
import { findOwnAgent } from '#server/agents/find-own-agent.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';
import { findChatModel } from '#server/models/find-chat-model.ts';
import { evaluationJobKind, evaluationSubject } from './evaluation-subject.ts';
import { findOwnQuestionSet } from './find-own-question-set.ts';

const mostAtOnce = 4;

export interface EvaluationStart {
  ownerId: string;
  questionSetId: string;
  agentId: string | null;
  /** Published version of the owner's that answers; absent for drafts. */
  version?: MeasuredVersion | null;
  columns: TrialColumn[];
}

/** Queues a run of a question set over columns. Throws `invalid_input` for an empty set or an unknown model, `conflict` while the account has too many runs under way. */
export async function startEvaluation(deps: Deps, input: EvaluationStart): Promise<{ jobId: string }> {
  const { ownerId, questionSetId, agentId, version = null, columns } = input;
  const { questions } = await findOwnQuestionSet(deps, input);
  if (questions.length === 0) throw new AppError('invalid_input', 'The set has no questions yet; add one first.');
  if (agentId) await findOwnAgent(deps, { ownerId, agentId });
  for (const { modelId } of columns) await findChatModel(deps, { ownerId, modelId });
  const payload = evaluationSchema.parse({ questionSetId, agentId, version, columns, questions });
  return deps.db.$transaction(async (tx) => {
    const active = { ownerId, kind: evaluationJobKind, state: { in: ['queued' as const, 'running' as const] } };
    if ((await tx.job.count({ where: active })) >= mostAtOnce)
      throw new AppError('conflict', `${mostAtOnce} runs are under way; wait for one or cancel it.`);
    const subject = evaluationSubject(questionSetId);
    const { id } = await enqueueJob(tx, { ownerId, kind: evaluationJobKind, subject, payload });
    await tx.job.update({
      where: { id },
      data: { total: questions.length * columns.length },
      select: { id: true },
    });
    return { jobId: id };
  });
}
