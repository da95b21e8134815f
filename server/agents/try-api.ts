import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Endpoints of a node's API that the studio offers to try. */
export const triablePaths = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/responses',
  '/v1/embeddings',
  '/v1/rerank',
  '/v1/tokenize',
] as const;
type TriablePath = (typeof triablePaths)[number];

interface TryInput {
  ownerId: string;
  agentId: string;
  nodeId: string;
  path: TriablePath;
  /** JSON text, sent as it is: what is wrong with it the node's own API says. */
  body: string;
  signal: AbortSignal;
}

/** Sends a request to the API of a node on which the agent is live, as its owner, and returns the node's own answer. Throws `not_found`, `node_offline`. */
export async function tryApi(
  deps: Deps,
  { ownerId, agentId, nodeId, path, body, signal }: TryInput,
): Promise<Response> {
  const deployment = await deps.db.deployment.findFirst({
    where: { ownerId, nodeId, state: 'live', agentVersion: { agentId } },
    select: { node: { select: { address: true } } },
  });
  if (!deployment)
    throw new AppError('not_found', 'This agent is not live on a node of yours with this id; deploy it there first.');
  return await deps.nodes.request(deployment.node.address, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  });
}
