import { AppError } from '#protocol/errors.ts';
import type { NodeLink } from './open-node-link.ts';

/** Why a request got no (whole) answer: the link is down, or only this request went wrong on the node. */
export async function linkFailure(link: NodeLink): Promise<AppError> {
  if (link.session.destroyed || link.session.closed) {
    return new AppError('node_offline', `The node is not connected: ${await link.ended}`);
  }
  if (!link.isOpen()) return new AppError('node_offline', 'The node is not connected: it is stopping.');
  return new AppError('upstream_failed', 'The node broke off the request before its answer was complete; try again.');
}
