import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { sendVersion } from './send-version.ts';
import { trialKnowledge } from './trial-collections.ts';

/** The job `trial.prepare`: brings what a trial answers from to its node, and opens it. A trial that was changed or closed meanwhile is left as it is. */
export async function prepareTrial(deps: Deps, payload: { componentId: string }, context: JobContext): Promise<void> {
  const { componentId } = payload;
  const trial = await deps.db.trial.findUnique({ where: { componentId } });
  if (trial?.state !== 'preparing') return;
  const { ownerId, nodeId, versionId } = trial;
  const knowledge = await trialKnowledge(deps, { ownerId, versionId });
  const total = knowledge.reduce((sum, { chunkCount }) => sum + chunkCount, 0);
  let before = 0;
  for (const one of knowledge) {
    await sendVersion(deps, one, {
      ...{ ownerId, nodeId, signal: context.signal },
      report: (done) =>
        context.report({ step: 'sending', done: before + done, total, message: 'Sending passages to the node' }),
    });
    before += one.chunkCount;
  }
  await deps.db.trial.updateMany({
    where: { componentId, state: 'preparing', versionId, nodeId },
    data: { state: 'open', reason: '', chunkCount: total },
  });
}
