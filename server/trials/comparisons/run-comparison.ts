import { type ControlCompare, comparedAnswerSchema, textHash } from '#protocol/control/comparison.ts';
import { AppError, type ErrorCode } from '#protocol/errors.ts';
import { sealSecrets } from '#server/deployments/seal-secrets.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { onNode } from '#server/trials/ask-trial-node.ts';
import { findOpenTrial, type OpenTrial } from '#server/trials/find-open-trial.ts';
import { reserveTrial } from '#server/trials/reserve-trial.ts';
import { releaseTrial, settleTrial } from '#server/trials/settle-trial.ts';
import { agentWith, agentWithout, mostTokens } from '#server/trials/trial-manifests.ts';
import { answersPerQuestion } from './start-comparison.ts';

/** Not a fault of a question: the whole job waits and tries again. */
const passing = new Set<ErrorCode>(['node_offline', 'queue_full', 'loading', 'engine_crashed']);

/** The job `trial.compare`: answers the questions one after another, each within the budget; those that can't be answered leave their reason. Goes on behind what is answered. */
export async function runComparison(deps: Deps, payload: { comparisonId: string }, context: JobContext): Promise<void> {
  const comparison = await deps.db.comparison.findUnique({
    where: { id: payload.comparisonId },
    include: { rows: { orderBy: { position: 'asc' } } },
  });
  if (comparison?.state !== 'asking') return;
  const { id, componentId, contentRoot } = comparison;
  const trial = await findOpenTrial(deps, { componentId });
  if (trial.contentRoot !== contentRoot) {
    throw new AppError('conflict', 'Its creator has put another version on trial meanwhile; compare again.');
  }
  const asking = { trial, comparison, agents: await agentsOf(deps, trial), context };
  for (const row of comparison.rows) {
    if (row.proof === null && row.problem === null) await answerRow(deps, asking, row);
    const [done, total] = [row.position + 1, comparison.rows.length];
    await context.report({ step: 'asking', done, total, message: `Asked ${done} of ${total}` });
  }
  const answered = await deps.db.comparisonRow.count({ where: { comparisonId: id, proof: { not: null } } });
  const data = answered > 0 ? { state: 'judging' } : { state: 'failed', reason: 'None of the questions was answered.' };
  await deps.db.comparison.updateMany({ where: { id, state: 'asking' }, data });
}

interface Asking {
  trial: OpenTrial;
  comparison: { id: string; ownerId: string; componentId: string; contentRoot: string; persons: string[] };
  agents: Pick<ControlCompare, 'with' | 'without'> & { tokens: number };
  context: JobContext;
}

/** Neither side may tell by its form which it is: nothing is refused, and a notice is taken off by the node. */
async function agentsOf(deps: Deps, trial: OpenTrial): Promise<Asking['agents']> {
  const { manifest, collections, texts } = await agentWith(deps, trial);
  const evidence = { ...manifest.evidence, whenMissing: 'answer-and-say-so' as const };
  const held = { ...manifest, evidence };
  const without = { manifest: await agentWithout(deps, trial) };
  const { ownerId, nodeId } = trial;
  const secrets = await sealSecrets(deps, { ownerId, nodeId, manifest: held });
  const tokens = mostTokens(held) + mostTokens(without.manifest);
  return { with: { manifest: held, collections, secrets, texts }, without, tokens };
}

async function answerRow(
  deps: Deps,
  { trial, comparison, agents, context }: Asking,
  { position, question }: { position: number; question: string },
): Promise<void> {
  const { id: comparisonId, ownerId, contentRoot, persons } = comparison;
  const { tokens, ...sides } = agents;
  const where = { comparisonId_position: { comparisonId, position } };
  const body = { comparison: textHash(comparisonId), contentRoot, position, question, ...sides };
  const ask = { method: 'POST', path: '/control/comparisons', body, signal: context.signal };
  try {
    const reservation = await reserveTrial(deps, trial, { persons, questions: answersPerQuestion, tokens });
    const answer = await onNode(deps, trial, (node) =>
      requestControl(deps, { ...node, ...ask }, comparedAnswerSchema),
    ).catch(async (cause: unknown) => {
      await releaseTrial(deps, reservation);
      throw cause;
    });
    await settleTrial(deps, reservation, { ...answer.usage, ownerId, kind: 'comparison' });
    const { withAnswer: withText, withoutAnswer: withoutText, signature: proof } = answer;
    await deps.db.comparisonRow.update({ where, data: { withText, withoutText, proof }, select: { position: true } });
  } catch (cause) {
    context.signal.throwIfAborted();
    if (!(cause instanceof AppError) || passing.has(cause.code)) throw cause;
    await deps.db.comparisonRow.update({ where, data: { problem: cause.message }, select: { position: true } });
  }
}
