import { AppError } from '#protocol/errors.ts';
import { evaluationCellsSchema, evaluationSchema } from '#protocol/evaluations/evaluation.ts';
import { agentDraftSchema } from '#protocol/manifests/agent-draft.ts';
import type { Deps } from '#server/deps-type.ts';
import { columnScore } from '#server/evaluations/column-score.ts';
import { evaluationJobKind } from '#server/evaluations/evaluation-subject.ts';
import { findOwnVersion, type OwnVersion } from './find-own-version.ts';

/**
 * Attaches the scores of a finished run to a version: buyers see them with the hash of the content they were measured on. The run must have asked an agent that uses the component.
 * Throws `not_found` for a run or version of somebody else's, `conflict` for a run that isn't done or had nothing to do with it.
 */
export async function attachEvaluation(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; versionId: string; jobId: string },
): Promise<void> {
  const { ownerId, jobId } = input;
  const version = await findOwnVersion(deps, input);
  const job = await deps.db.job.findFirst({
    where: { id: jobId, ownerId, kind: evaluationJobKind },
    select: { state: true, payload: true, checkpoint: true, endedAt: true },
  });
  if (!job) throw new AppError('not_found', 'No run of yours has this id.');
  if (job.state !== 'done')
    throw new AppError('conflict', 'This run has not ended well; wait for it, or run it again.');
  const evaluation = evaluationSchema.parse(job.payload);
  await assertUsed(deps, { ownerId, version, agentId: evaluation.agentId });
  const cells = evaluationCellsSchema.parse(job.checkpoint ?? []);
  const columns = evaluation.columns.map(({ label, modelId }, column) => ({
    ...{ label, modelId },
    ...columnScore(cells, column),
  }));
  const best = Math.max(...columns.map(({ passed, checks }) => (checks > 0 ? Math.round((passed * 100) / checks) : 0)));
  const message = `${best} % of the checks on ${evaluation.questions.length} questions passed.`;
  const detail = {
    ...{ contentRoot: version.contentRoot, jobId, columns, questions: evaluation.questions.length },
    measuredAt: (job.endedAt ?? deps.clock()).toISOString(),
  };
  const row = { ownerId, outcome: 'passed', message, detail, checkedAt: deps.clock() };
  await deps.db.saleCheck.upsert({
    where: { versionId_kind: { versionId: version.id, kind: 'evaluation' } },
    create: { versionId: version.id, kind: 'evaluation', ...row },
    update: row,
    select: { versionId: true },
  });
}

async function assertUsed(
  deps: Pick<Deps, 'db'>,
  { ownerId, version, agentId }: { ownerId: string; version: OwnVersion; agentId: string | null },
): Promise<void> {
  const { componentId } = version;
  const agent = agentId
    ? await deps.db.agent.findFirst({ where: { id: agentId, ownerId }, select: { id: true, draft: true } })
    : null;
  const draft = agentDraftSchema.safeParse(agent?.draft).data;
  const used = [
    ...(draft ? [...draft.knowledge, ...draft.tools, ...draft.plugins].map((choice) => choice.componentId) : []),
    ...[draft?.systemPromptId, draft?.ragPromptId, agent?.id],
  ];
  if (used.includes(componentId)) return;
  throw new AppError(
    'conflict',
    'This run asked an agent that does not use the component; run the questions with one that does.',
  );
}
