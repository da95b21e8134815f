import { AppError } from '#protocol/errors.ts';
import type { MeasuredVersion } from '#protocol/evaluations/evaluation.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { sendVersion } from '#server/trials/send-version.ts';
import { trialKnowledge } from '#server/trials/trial-collections.ts';

/** Brings what a published version searches to one of its owner's connected nodes, and names that node. Sends only what isn't there. Throws `node_offline`. */
export async function bringVersion(
  deps: Deps,
  { version, context }: { version: MeasuredVersion; context: JobContext },
): Promise<string> {
  const { ownerId, signal } = context;
  const [nodeId] = await connectedNodes(deps, ownerId);
  if (!nodeId) {
    throw new AppError('node_offline', 'The version is asked on a node, and none of yours is connected. Start one.');
  }
  const knowledge = await trialKnowledge(deps, { ownerId, versionId: version.versionId });
  for (const one of knowledge) {
    await sendVersion(deps, one, { ownerId, nodeId, signal, report: () => Promise.resolve() });
  }
  return nodeId;
}
