import { AppError } from '#protocol/errors.ts';
import type { LiveAgent } from '#runtime/deployments/live-agent.ts';
import type { NodeParts } from './node-parts.ts';

/** The live agent that `model` names. Throws `model_not_found` with the list, or `loading` while agents are still coming back after a restart. */
export function findAgent(agents: NodeParts['agents'], model: string): LiveAgent {
  const agent = agents.find(model);
  if (agent) return agent;
  if (agents.isRestoring())
    throw new AppError('loading', 'The node has just started and is still loading its models; try again shortly.', {
      retryAfterSeconds: 5,
    });
  const names = agents.list().map(({ manifest }) => `"${manifest.slug}"`);
  const known = names.length > 0 ? `It serves ${names.join(', ')}.` : 'Nothing is deployed here yet.';
  throw new AppError('model_not_found', `The model "${model}" does not exist on this node. ${known}`, {
    param: 'model',
  });
}
