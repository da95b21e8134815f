import type { Evaluation, TrialColumn } from '#protocol/evaluations/evaluation.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { askTrial } from './ask-trial.ts';
import { askVersion } from './ask-version.ts';
import { bringVersion } from './bring-version.ts';
import type { WholeAnswer } from './read-answer.ts';

type Ask = (column: TrialColumn, question: string) => Promise<WholeAnswer>;

/** How a run asks: its agent as it stands now, or a published version, which is brought to a connected node first. Throws `node_offline` where none is connected. */
export async function openAsker(deps: Deps, { agentId, version }: Evaluation, context: JobContext): Promise<Ask> {
  const { ownerId, signal } = context;
  if (!version) return (column, question) => askTrial(deps, { ownerId, agentId, column, question, signal });
  const nodeId = await bringVersion(deps, { version, context });
  return (column, question) => askVersion(deps, { ownerId, nodeId, version, column, question, signal });
}
