import type { Deps } from '#server/deps-type.ts';
import { findOwnEvaluation } from './find-own-evaluation.ts';
import { startEvaluation } from './start-evaluation.ts';

/** Starts a run with the same columns over the questions as they are now. */
export async function rerunEvaluation(
  deps: Deps,
  input: { ownerId: string; jobId: string },
): Promise<{ jobId: string }> {
  const { questionSetId, agentId, version, columns } = await findOwnEvaluation(deps, input);
  return startEvaluation(deps, { ownerId: input.ownerId, questionSetId, agentId, version, columns });
}
