import { AppError } from '#protocol/errors.ts';
import type { Policy } from './read-policy.ts';

/** `toolHost` is a host name, or a host name with a port. */
export type Capability = 'python' | 'training' | 'ownModels' | { toolHost: string };

/** Throws `forbidden`, saying what to write in `policy.json`, unless the node's owner has allowed this. */
export function assertAllowed(policy: Policy, capability: Capability): void {
  if (typeof capability === 'object') {
    const host = capability.toolHost.toLowerCase();
    const { toolHosts } = policy;
    if (toolHosts.includes('*') || toolHosts.includes(host) || toolHosts.includes(host.replace(/:\d+$/, ''))) return;
    throw new AppError(
      'forbidden',
      `This node's owner has not allowed calls to ${host}; add it to "toolHosts" in policy.json on the node, and start the node again.`,
    );
  }
  if (policy[capability]) return;
  throw new AppError(
    'forbidden',
    `This node's owner has not allowed ${capability}; set "${capability}": true in policy.json on the node, and start the node again.`,
  );
}
